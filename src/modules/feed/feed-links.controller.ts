import { Controller, Delete, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers, CurrentUser, type Principal } from '../../platform/http/index.js';
import { feedLinkRemoved, feedLinkView } from './feed-links.schemas.js';
import { FeedLinksService } from './feed-links.service.js';

@ApiTags('Feed')
@Controller('feed/link')
export class FeedLinksController {
  constructor(private readonly links: FeedLinksService) {}

  @Post()
  @Answers('Make the secret link to your feed in Atom, or a new one in its place', feedLinkView, 201)
  renew(@CurrentUser() me: Principal) {
    return this.links.renew(me);
  }

  @Delete()
  @Answers('End it', feedLinkRemoved)
  revoke(@CurrentUser() me: Principal) {
    return this.links.revoke(me);
  }
}
