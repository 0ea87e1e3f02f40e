import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import type { Principal } from '../../platform/http/index.js';
import { SubscriptionsService } from '../creators/index.js';
import { writeOpml } from './writers/opml.writer.js';
import { writeTakeoutCsv } from './writers/takeout-csv.writer.js';

/** What a fan follows, to be taken elsewhere, or brought back. */
@Injectable()
export class ExportsService {
  constructor(
    private readonly subscriptions: SubscriptionsService,
    private readonly clock: Clock,
  ) {}

  async opml(me: Principal): Promise<string> {
    return writeOpml(await this.subscriptions.channelsOf(me.userId), this.clock.now());
  }

  async csv(me: Principal): Promise<string> {
    return writeTakeoutCsv(await this.subscriptions.channelsOf(me.userId));
  }
}
