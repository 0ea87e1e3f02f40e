import { type Media } from '../catalogue/media.js';
import { invalidParameter } from './graph-error.js';

const USUAL_SIZE = 25;
const MOST = 100;

export interface MediaPage {
  media: Media[];
  /** Null on the first page. */
  before: string | null;
  /** Null on the last page. */
  after: string | null;
  /** Leads on from the last of this page, whether there is more or not. */
  end: string | null;
}

/** A part of a list, newest first, as `limit` and `after` cut it. @throws GraphError 100 for a cursor or limit that is none */
export function mediaPage(
  all: readonly Media[],
  { limit, after }: Readonly<Record<string, string>>,
): MediaPage {
  const size = limit === undefined ? USUAL_SIZE : Number(limit);
  if (!Number.isInteger(size) || size < 1) throw invalidParameter('(#100) Param limit must be a number');
  const start = after === undefined ? 0 : all.findIndex((media) => isAfter(media, parseCursor(after)));
  const media = start < 0 ? [] : all.slice(start, start + Math.min(size, MOST));
  const last = media.at(-1);
  const end = last === undefined ? null : cursorOf(last);
  return {
    media,
    before: after === undefined || media[0] === undefined ? null : cursorOf(media[0]),
    after: start + media.length < all.length ? end : null,
    end,
  };
}

type Position = [time: number, sequence: number];

/** A cursor names a place in the order, which stays when the post at it is deleted. */
function cursorOf({ timestamp, sequence }: Media): string {
  return Buffer.from(`${timestamp.getTime()}:${sequence}`).toString('base64url');
}

function parseCursor(cursor: string): Position {
  const [, time, sequence] = /^(-?\d+):(\d+)$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (time === undefined) throw invalidParameter('(#100) Invalid parameter');
  return [Number(time), Number(sequence)];
}

function isAfter(media: Media, [time, sequence]: Position): boolean {
  const own = media.timestamp.getTime();
  return own < time || (own === time && media.sequence < sequence);
}
