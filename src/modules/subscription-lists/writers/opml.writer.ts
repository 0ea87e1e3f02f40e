import { xmlText } from '../../../platform/xml/index.js';
import type { ChannelRow } from '../../creators/index.js';

const YOUTUBE_FEED = 'https://www.youtube.com/feeds/videos.xml?channel_id=';

/**
 * Channels as OPML 2.0 (http://opml.org/spec2.opml): feeds that any reader can follow where the platform has them (YouTube),
 * links elsewhere.
 */
export function writeOpml(channels: readonly ChannelRow[], writtenAt: Date): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<opml version="2.0">',
    '  <head>',
    '    <title>MyPick subscriptions</title>',
    `    <dateCreated>${writtenAt.toUTCString()}</dateCreated>`,
    '  </head>',
    '  <body>',
    ...channels.map((channel) => `    <outline${attributesOf(channel)}/>`),
    '  </body>',
    '</opml>',
    '',
  ].join('\n');
}

function attributesOf({ platform, externalId, title, url }: ChannelRow): string {
  const attributes =
    platform === 'youtube'
      ? { type: 'rss', text: title, title, xmlUrl: YOUTUBE_FEED + externalId, htmlUrl: url }
      : { type: 'link', text: title, title, url, htmlUrl: url };
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${xmlText(value)}"`)
    .join('');
}
