import { invalidPageToken } from './api-error.js';

const FORWARD = 0;
const BACK = 1;

export interface PageAsked {
  readonly offset: number;
  readonly size: number;
}

/** What a list says about the page it shows. */
export interface PageShown {
  readonly nextPageToken?: string;
  readonly prevPageToken?: string;
  readonly pageInfo: { readonly totalResults: number; readonly resultsPerPage: number };
}

/**
 * Page tokens are protocol buffers in base64url: field 1 is an offset, field 2 says forward from there or back
 * (in the recordings `CAoQAA` on the first page of ten, `CAoQAQ` on the second). Because they are offsets, a list that
 * grows between two pages shows an item twice, and one that shrinks skips one.
 * @throws ApiError invalidPageToken
 */
export function pageAsked(token: string | null, size: number): PageAsked {
  if (token === null) return { offset: 0, size };
  const bytes = Buffer.from(token, 'base64url');
  const offset = bytes
    .subarray(1, -2)
    .reduce((sum, byte, index) => sum + (byte & 0x7f) * 2 ** (7 * index), 0);
  // Writing it again is the whole check: what did not come from here does not come out the same.
  if (token === pageToken(offset, FORWARD)) return { offset, size };
  if (token === pageToken(offset, BACK)) return { offset: Math.max(0, offset - size), size };
  throw invalidPageToken();
}

export function pageShown({ offset, size }: PageAsked, total: number): PageShown {
  const next = offset + size;
  return {
    ...(size > 0 && next < total && { nextPageToken: pageToken(next, FORWARD) }),
    ...(offset > 0 && { prevPageToken: pageToken(offset, BACK) }),
    pageInfo: { totalResults: total, resultsPerPage: size },
  };
}

function pageToken(offset: number, direction: number): string {
  const bytes = [0x08];
  let rest = offset;
  for (; rest > 0x7f; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  return Buffer.from([...bytes, rest, 0x10, direction]).toString('base64url');
}
