import { ConnectorError } from '../connector.errors.js';
import { type DataApi } from './data-api.js';
import { type VideoResource } from './data-api.schemas.js';

/**
 * The list YouTube keeps of a channel's Shorts (`UUSH…`, undocumented), the only place in the API that tells them from
 * short videos. It is read as far as needed and no page twice: one unit for 50 Shorts.
 */
export class ShortsList {
  private readonly ids = new Set<string>();
  private readUntil: Date | null = null;
  /** Null when all of it has been read. */
  private next: { pageToken: string | null } | null = { pageToken: null };

  constructor(
    private readonly api: DataApi,
    private readonly channelId: string,
  ) {}

  /** Which of these videos are Shorts. @throws ConnectorError */
  async among(candidates: VideoResource[]): Promise<ReadonlySet<string>> {
    for (const { id, snippet } of candidates) {
      while (this.next !== null && !this.ids.has(id) && !this.hasPassed(snippet.publishedAt)) {
        await this.readPage(this.next.pageToken);
      }
    }
    return this.ids;
  }

  /** The list is ordered by time, newest first. */
  private hasPassed(publishedAt: Date): boolean {
    return this.readUntil !== null && this.readUntil < publishedAt;
  }

  private async readPage(pageToken: string | null): Promise<void> {
    const page = await this.api
      .playlistPage(this.channelId.replace(/^UC/, 'UUSH'), { pageToken })
      .catch((error: unknown) => {
        // A channel without Shorts has no such list.
        if (error instanceof ConnectorError && error.kind === 'not_found') return null;
        throw error;
      });
    for (const { videoId, publishedAt } of page?.items ?? []) {
      this.ids.add(videoId);
      this.readUntil = publishedAt ?? this.readUntil;
    }
    const nextToken = page?.nextPageToken ?? null;
    this.next = nextToken === null || nextToken === pageToken ? null : { pageToken: nextToken };
  }
}
