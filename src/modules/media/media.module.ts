import { Module } from '@nestjs/common';
import { CollectionModule } from '../collection/index.js';
import { ContentsModule } from '../contents/index.js';
import { ContentPictures } from './media.contents.js';
import { MediaController } from './media.controller.js';
import { MediaLinks } from './media.links.js';
import { MediaService } from './media.service.js';
import { MediaSource } from './media.source.js';

@Module({
  imports: [ContentsModule, CollectionModule],
  controllers: [MediaController],
  providers: [ContentPictures, MediaLinks, MediaSource, MediaService],
  exports: [MediaLinks],
})
export class MediaModule {}
