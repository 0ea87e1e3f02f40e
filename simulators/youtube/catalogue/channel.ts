/** What a channel's owner may give or change. */
export interface ChannelDetails {
  title: string;
  description: string;
  /** ISO 3166-1 alpha-2; null where not set. */
  country: string | null;
  /** Exact; the API rounds it. Null is hidden. */
  subscriberCount: number | null;
  publishedAt: Date;
}

interface ChannelRecord extends ChannelDetails {
  readonly id: string;
  /** Without the `@`. */
  readonly handle: string;
  /** The name before handles came, of `/user/NAME`. */
  readonly legacyUsername: string | null;
  /** Grows with the views of its videos, and keeps those of deleted ones. */
  viewCount: number;
}

/** Changes with the catalogue: a look at the channel, not a copy of it. */
export type Channel = Readonly<ChannelRecord>;
export type MutableChannel = ChannelRecord;

export type NewChannel = Partial<ChannelDetails> & {
  title: string;
  id?: string;
  /** With or without the `@`. */
  handle?: string;
  legacyUsername?: string;
  viewCount?: number;
};
export type ChannelChanges = Partial<ChannelDetails>;

export function makeChannel(
  given: NewChannel,
  generated: { id: string; handle: string; now: Date },
): MutableChannel {
  const { handle = generated.handle, ...details } = given;
  return {
    id: generated.id,
    description: '',
    country: null,
    subscriberCount: 0,
    publishedAt: generated.now,
    legacyUsername: null,
    viewCount: 0,
    ...details,
    handle: bareName(handle),
  };
}

/** As YouTube compares handles and user names: `@` or not, upper or lower case, one way of writing Hangul. */
export function nameKey(name: string): string {
  return bareName(name).normalize('NFC').toLowerCase();
}

function bareName(handle: string): string {
  return handle.replace(/^@/, '');
}
