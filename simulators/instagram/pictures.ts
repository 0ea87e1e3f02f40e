import { createHash, createHmac } from 'node:crypto';
import sharp from 'sharp';
import { type Reply, type WireReply } from '../http/reply.js';
import { type Catalogue } from './catalogue/catalogue.js';

const DAY_MS = 86_400_000;
const SIDE = 640;

/** Addresses of pictures and films: signed, and ending some days later. One that is made again on the same day is the same. */
export class SignedLinks {
  constructor(
    private readonly origin: string,
    private readonly now: () => Date,
    private readonly lifeMs: number,
  ) {}

  sign(path: string): string {
    const seconds = Math.floor((Math.ceil(this.now().getTime() / DAY_MS) * DAY_MS + this.lifeMs) / 1000);
    const oe = seconds.toString(16).toUpperCase();
    return `${this.origin}/cdn${path}?_nc_cat=106&ccb=1-5&oh=${this.#tag(path, oe)}&oe=${oe}`;
  }

  isGood(path: string, query: URLSearchParams): boolean {
    const oe = query.get('oe') ?? '';
    return query.get('oh') === this.#tag(path, oe) && parseInt(oe, 16) * 1000 > this.now().getTime();
  }

  #tag(path: string, oe: string): string {
    return createHmac('md5', 'cdn').update(`${path}\n${oe}`).digest('hex');
  }
}

/** What an address below `/cdn` leads to. */
export async function pictureReply(url: URL, links: SignedLinks, catalogue: Catalogue): Promise<WireReply> {
  const path = url.pathname.replace('/cdn', '');
  if (!links.isGood(path, url.searchParams)) return refusal(403, 'URL signature expired');
  const [, folder, id = '', ending] = /^\/(media|avatar)\/(\d+)\.(jpg|mp4)$/.exec(path) ?? [];
  const exists = folder === 'avatar' ? catalogue.account(id) !== null : catalogue.part(id) !== null;
  if (!exists) return refusal(404, 'Not Found');
  if (ending === 'mp4') return film();
  return {
    status: 200,
    headers: { 'content-type': 'image/jpeg', 'cache-control': 'max-age=1209600, no-transform' },
    body: whole(await draw(id)),
  };
}

/** A square of the id's own colour. */
function draw(id: string): Promise<Buffer> {
  const [r = 0, g = 0, b = 0] = createHash('sha1').update(id).digest();
  return sharp({ create: { width: SIDE, height: SIDE, channels: 3, background: { r, g, b } } })
    .jpeg()
    .toBuffer();
}

/** The beginning of an MP4 file, which is as far as anybody looks here. */
function film(): Reply {
  return { status: 200, headers: { 'content-type': 'video/mp4' }, body: '\0\0\0\u0018ftypmp42' };
}

function refusal(status: number, body: string): Reply {
  return { status, headers: { 'content-type': 'text/plain' }, body };
}

// eslint-disable-next-line @typescript-eslint/require-await -- a body that comes in pieces, of which there is one
async function* whole(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes;
}
