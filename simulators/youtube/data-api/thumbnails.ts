import { type Channel } from '../catalogue/channel.js';
import { broadcastState, type Video } from '../catalogue/video.js';

interface Thumbnail {
  readonly url: string;
  readonly width: number;
  readonly height: number;
}

/** Names of the pictures of a video, and their sizes in pixels. */
export const VIDEO_PICTURES = [
  { size: 'default', file: 'default', width: 120, height: 90 },
  { size: 'medium', file: 'mqdefault', width: 320, height: 180 },
  { size: 'high', file: 'hqdefault', width: 480, height: 360 },
  { size: 'standard', file: 'sddefault', width: 640, height: 480 },
  { size: 'maxres', file: 'maxresdefault', width: 1280, height: 720 },
] as const;

const AVATAR_SIZES = { default: 88, medium: 240, high: 800 };

/** Before and during a broadcast the pictures have another name, so that caches let go of them afterwards. */
export function videoThumbnails(
  video: Video,
  origin: string,
  sizes: number = VIDEO_PICTURES.length,
): Record<string, Thumbnail> {
  const state = broadcastState(video);
  const suffix = state === 'upcoming' || state === 'live' ? '_live' : '';
  const pictures = VIDEO_PICTURES.slice(0, sizes).map(({ size, file, width, height }) => {
    return [size, { url: `${origin}/vi/${video.id}/${file}${suffix}.jpg`, width, height }] as const;
  });
  return Object.fromEntries(pictures);
}

export function channelThumbnails(channel: Channel, origin: string): Record<string, Thumbnail> {
  const pictures = Object.entries(AVATAR_SIZES).map(([size, edge]) => {
    const url = `${origin}/avatar/${channel.id}=s${edge}-c-k-c0x00ffffff-no-rj`;
    return [size, { url, width: edge, height: edge }] as const;
  });
  return Object.fromEntries(pictures);
}
