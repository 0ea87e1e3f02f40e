import { createHash } from 'node:crypto';
import { type Reply } from '../http/reply.js';
import { type Catalogue } from './catalogue/catalogue.js';
import { VIDEO_PICTURES } from './data-api/thumbnails.js';
import { notFound } from './not-found.js';
import { escapeXml } from './feed/xml.js';

interface Picture {
  /** Decides the colour. */
  readonly id: string;
  readonly text: string;
  readonly width: number;
  readonly height: number;
}

/** The pictures that answers point to, drawn so that a front end has something to show. SVG, whatever the address ends in. */
export function pictureReply(path: string, catalogue: Catalogue): Reply {
  const picture = videoPicture(path, catalogue) ?? avatar(path, catalogue);
  if (picture === null) return notFound();
  const headers = { 'content-type': 'image/svg+xml; charset=utf-8', 'cache-control': 'public, max-age=3600' };
  return { status: 200, headers, body: draw(picture) };
}

function videoPicture(path: string, catalogue: Catalogue): Picture | null {
  const [, id = '', file = ''] = /^\/vi\/([\w-]{11})\/(\w+?)(?:_live)?\.jpg$/.exec(path) ?? [];
  const size = VIDEO_PICTURES.find((picture) => picture.file === file);
  const video = catalogue.video(id);
  return size && video ? { id, text: video.title, width: size.width, height: size.height } : null;
}

function avatar(path: string, catalogue: Catalogue): Picture | null {
  const [, id = '', edge = ''] = /^\/avatar\/([\w-]{24})=s(\d{1,4})-/.exec(path) ?? [];
  const channel = catalogue.channel(id);
  return channel && { id, text: initials(channel.title), width: Number(edge), height: Number(edge) };
}

function draw({ id, text, width, height }: Picture): string {
  const hue = createHash('sha1').update(id).digest().readUInt16BE(0) % 360;
  const size = Math.round(height / (text.length > 2 ? 10 : 2.5));
  const box = `width="${width}" height="${height}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${box} viewBox="0 0 ${width} ${height}">
<defs><linearGradient id="g" x2="1" y2="1"><stop stop-color="hsl(${hue} 70% 45%)"/><stop offset="1" stop-color="hsl(${(hue + 60) % 360} 70% 30%)"/></linearGradient></defs>
<rect ${box} fill="url(#g)"/>
<text x="50%" y="50%" fill="#fff" font-family="sans-serif" font-size="${size}" text-anchor="middle" dominant-baseline="central">${escapeXml(shortened(text))}</text>
</svg>
`;
}

function initials(name: string): string {
  return String.fromCodePoint(name.codePointAt(0) ?? 0x3f).toUpperCase();
}

/** Half a character at the cut is dropped by the escaping. */
function shortened(text: string): string {
  return text.length > 26 ? `${text.slice(0, 25)}…` : text;
}
