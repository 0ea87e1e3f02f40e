import { createHash } from 'node:crypto';

export const CHANNEL_ID = /^UC[\w-]{22}$/;
export const VIDEO_ID = /^[\w-]{11}$/;

/** Ids of the platform's form, the same ones in the same order for the same seed. */
export class IdSource {
  #count = 0;

  constructor(private readonly seed: string) {}

  /** 128 bits, as real channel ids have. */
  channelId(): string {
    return `UC${this.#next(16)}`;
  }

  /** 64 bits, as real video ids have. */
  videoId(): string {
    return this.#next(8);
  }

  /** What YouTube gives a channel whose owner never chose a handle. */
  handle(): string {
    return `user-${this.#next(8)
      .replace(/[^a-z0-9]/gi, '0')
      .toLowerCase()}`;
  }

  #next(bytes: number): string {
    this.#count += 1;
    const digest = createHash('sha256').update(`${this.seed}:${this.#count}`).digest();
    return digest.subarray(0, bytes).toString('base64url');
  }
}

/** The lists YouTube keeps of every channel's uploads: all, long videos, Shorts, lives. All but `UU` are undocumented. */
export const UPLOAD_LISTS = ['UU', 'UULF', 'UUSH', 'UULV'] as const;
export type UploadList = (typeof UPLOAD_LISTS)[number];

/** Taken apart: `UULF` + the channel's id without its `UC`. Null for what is no list of uploads. */
export function parsePlaylistId(playlistId: string): { list: UploadList; channelId: string } | null {
  const list = UPLOAD_LISTS.find(
    (prefix) => playlistId.startsWith(prefix) && playlistId.length === prefix.length + 22,
  );
  return list === undefined ? null : { list, channelId: `UC${playlistId.slice(list.length)}` };
}

export function playlistIdOf(channelId: string, list: UploadList = 'UU'): string {
  return list + channelId.slice('UC'.length);
}
