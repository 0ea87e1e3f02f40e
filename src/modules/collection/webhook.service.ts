import { Injectable } from '@nestjs/common';
import type { Platform, PushedRequest, Webhook } from '../../connectors/index.js';
import { Connectors, CreatorsService } from '../creators/index.js';
import { PushNotFound } from './collection.errors.js';
import { NewsIntake } from './news.intake.js';

/** News of all channels of a platform, brought to one URL. */
@Injectable()
export class WebhookService {
  constructor(
    private readonly connectors: Connectors,
    private readonly creators: CreatorsService,
    private readonly news: NewsIntake,
  ) {}

  /**
   * Proves to a platform that the URL is ours.
   * @throws PushNotFound where it asks for no proof, or nothing is expected of it
   */
  answerChallenge(platform: Platform, query: Readonly<Record<string, string>>): Record<string, string> {
    const answer = this.require(platform).answerChallenge(query);
    if (answer === null) throw new PushNotFound();
    return answer;
  }

  /**
   * Takes in what a platform brings. What is forged or broken is dropped without a word: whoever sent it learns nothing.
   * @throws PushNotFound where nothing is expected of it
   */
  async receive(platform: Platform, request: PushedRequest): Promise<void> {
    const webhook = this.require(platform);
    const told = this.news.read({ platform }, () => webhook.readNews(request));
    for (const [externalId, news] of told ?? []) {
      const channel = await this.creators.findChannelOn(platform, externalId);
      if (channel?.isActive === true) await this.news.take(channel, news, 'sure');
    }
  }

  private require(platform: Platform): Webhook {
    const webhook = this.connectors.find(platform)?.webhook;
    if (webhook === undefined) throw new PushNotFound();
    return webhook;
  }
}
