import { type UploadList } from './ids.js';
import { type Video, type VideoKind } from './video.js';

/** Videos in order of one of their times. Finding, and adding the newest, do not depend on how many there are. */
export class VideoOrder {
  /** Oldest first, so that the usual addition, the newest, is a push. */
  readonly #videos: Video[] = [];

  constructor(private readonly by: 'addedAt' | 'publishedAt') {}

  get size(): number {
    return this.#videos.length;
  }

  /** `count` videos after the `skip` newest ones. */
  newestFirst(skip = 0, count = Infinity): Video[] {
    const end = Math.max(0, this.#videos.length - skip);
    return this.#videos.slice(Math.max(0, end - count), end).reverse();
  }

  insert(video: Video): void {
    this.#videos.splice(this.#rank(video), 0, video);
  }

  remove(video: Video): void {
    const rank = this.#rank(video);
    if (this.#videos[rank] === video) this.#videos.splice(rank, 1);
  }

  /** How many stand before it: binary search by time, then by order of entry. */
  #rank(video: Video): number {
    let low = 0;
    let high = this.#videos.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = this.#videos[middle];
      if (other !== undefined && this.#before(other, video)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #before(a: Video, b: Video): boolean {
    const difference = a[this.by].getTime() - b[this.by].getTime();
    return difference === 0 ? a.sequence < b.sequence : difference < 0;
  }
}

export interface Playlist {
  /** As `playlistItems.list` shows it: by the time of adding, private ones too. */
  readonly listed: VideoOrder;
  /** As the feed and a visitor see it: by the time of publishing, public ones only. */
  readonly visible: VideoOrder;
}

/** FreeTube and Invidious see premieres among the videos, before and after. */
const LIST_OF_KIND: Record<VideoKind, UploadList> = {
  video: 'UULF',
  premiere: 'UULF',
  short: 'UUSH',
  live: 'UULV',
};

/** One channel's uploads, in each of its lists. */
export class Uploads {
  readonly #playlists = new Map<UploadList, Playlist>();

  add(video: Video): void {
    for (const list of listsOf(video)) {
      const playlist = this.#playlists.get(list) ?? emptyPlaylist();
      this.#playlists.set(list, playlist);
      playlist.listed.insert(video);
      if (video.privacyStatus === 'public') playlist.visible.insert(video);
    }
  }

  remove(video: Video): void {
    for (const list of listsOf(video)) {
      const playlist = this.#playlists.get(list);
      playlist?.listed.remove(video);
      playlist?.visible.remove(video);
    }
  }

  list(list: UploadList): Playlist {
    return this.#playlists.get(list) ?? emptyPlaylist();
  }
}

function listsOf(video: Video): UploadList[] {
  return ['UU', LIST_OF_KIND[video.kind]];
}

function emptyPlaylist(): Playlist {
  return { listed: new VideoOrder('addedAt'), visible: new VideoOrder('publishedAt') };
}
