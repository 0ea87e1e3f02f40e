import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { AppConfig } from '../../config/index.js';
import {
  type Connector,
  createInstagramConnector,
  createXConnector,
  createYouTubeConnector,
  InstagramLogin,
  type Platform,
} from '../../connectors/index.js';
import { Clock } from '../../platform/clock/index.js';
import { createOutboundClient, type OutboundClient } from '../../platform/outbound/index.js';
import { Metrics } from '../../platform/telemetry/index.js';
import { QuotasService } from '../quotas/index.js';
import { notSupported } from './creators.errors.js';
import { GrantedTokens } from './granted-tokens.js';

/** The platforms this server can read, each through its connector. */
@Injectable()
export class Connectors implements OnApplicationShutdown {
  /** Null where owners of Instagram accounts cannot be asked. */
  readonly instagramLogin: InstagramLogin | null;
  private readonly http: OutboundClient;
  private readonly byPlatform: ReadonlyMap<Platform, Connector>;

  constructor(
    { youtube, x, instagram }: AppConfig,
    spending: QuotasService,
    tokens: GrantedTokens,
    clock: Clock,
    metrics: Metrics,
  ) {
    const requests = metrics.histogram(
      'mypick_outbound_request_duration_seconds',
      'Time of a call to a platform, retries included.',
      [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
      ['host', 'endpoint', 'outcome'],
    );
    this.http = createOutboundClient({
      trustedOrigins: [
        ...[youtube.apiUrl, youtube.feedUrl, youtube.hubUrl, x.apiUrl],
        ...[instagram.apiUrl, instagram.discovery?.url, instagram.login?.tokenUrl].flatMap(
          (url) => url ?? [],
        ),
      ],
      userAgent: 'MyPick/1.0 (+https://github.com/mypick/mypick-server)',
      timeouts: { connectMs: 5_000, headersMs: 10_000, bodyMs: 10_000, totalMs: 20_000 },
      maxBytes: 10 * 1024 * 1024,
      retries: { attempts: 3, baseMs: 200, maxMs: 2_000 },
      breaker: { failures: 10, halfOpenAfterMs: 10_000 },
      onRequest: ({ host, endpoint, outcome, durationMs }) =>
        requests.observe({ host, endpoint, outcome }, durationMs / 1000),
    });
    const shared = { spending, now: () => clock.now(), http: this.http };
    const connectors: Connector[] = [
      createYouTubeConnector({ ...youtube, ...shared }),
      createInstagramConnector({ ...instagram, ...shared, tokens }),
    ];
    if (x.bearerToken !== null) {
      connectors.push(createXConnector({ ...x, ...shared, bearerToken: x.bearerToken }));
    }
    this.instagramLogin =
      instagram.login && new InstagramLogin({ ...instagram.login, apiUrl: instagram.apiUrl, ...shared });
    this.byPlatform = new Map(connectors.map((connector) => [connector.platform, connector]));
  }

  /** @throws PlatformNotSupported, XNotConfigured */
  of(platform: Platform): Connector {
    const connector = this.find(platform);
    if (connector === null) throw notSupported(platform);
    return connector;
  }

  /** Null where this server cannot read the platform. */
  find(platform: Platform): Connector | null {
    return this.byPlatform.get(platform) ?? null;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.http.close();
  }
}
