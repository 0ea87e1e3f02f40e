import { Module } from '@nestjs/common';
import { ContentsModule } from '../contents/index.js';
import { MediaController } from './media.controller.js';
import { MediaLinks } from './media.links.js';
import { MediaService } from './media.service.js';
import { MediaSource } from './media.source.js';

@Module({
  imports: [ContentsModule],
  controllers: [MediaController],
  providers: [MediaLinks, MediaSource, MediaService],
  exports: [MediaLinks],
})
export class MediaModule {}
