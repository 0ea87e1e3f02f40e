import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type ChannelRow, readChannelName } from '../../creators/index.js';
import { readList } from '../readers/index.js';
import { writeOpml } from './opml.writer.js';
import { writeTakeoutCsv } from './takeout-csv.writer.js';

const ID = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_';
const word = (characters: string, minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...characters.split('')), minLength, maxLength });
const handle = word('abcdefghij_0123456789', 3, 15).filter((name) => /[a-z]/.test(name));

/** No database holds a NUL. */
const storable = fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\0', ''));

/** What the platforms' channels look like, with titles that creators could have. */
const channel = fc
  .tuple(
    fc.oneof(
      word(ID, 22, 22).map((id) => ({
        platform: 'youtube',
        externalId: `UC${id}`,
        url: `https://www.youtube.com/channel/UC${id}`,
      })),
      fc.tuple(handle, fc.bigInt(1n, 10n ** 18n)).map(([name, id]) => ({
        ...{ platform: 'x', externalId: String(id), url: `https://x.com/${name}` },
      })),
      fc.tuple(handle, fc.bigInt(1n, 10n ** 18n)).map(([name, id]) => ({
        ...{ platform: 'instagram', externalId: String(id), url: `https://www.instagram.com/${name}/` },
      })),
    ),
    fc.oneof(storable, word('<>&"\',;=+-@\t\r\n a한', 0, 20)),
  )
  .map(([name, title]) => ({ ...name, title }) as ChannelRow);

/** As an import would look for it. */
const identity = (text: string) => {
  const name = readChannelName(text);
  return name && `${name.platform} ${name.externalId ?? name.handle ?? ''}`;
};

it.each([
  ['OPML', (channels: ChannelRow[]) => writeOpml(channels, new Date(0))],
  ['CSV', writeTakeoutCsv],
])('brings back from %s the channels that were written, whatever they are called', (_format, write) => {
  fc.assert(
    fc.property(fc.array(channel, { minLength: 1, maxLength: 20 }), (channels) => {
      const { entries } = readList(new TextEncoder().encode(write(channels)), channels.length);
      const expected = channels.map(({ platform, externalId, url }) =>
        identity(platform === 'youtube' ? externalId : url),
      );
      expect(new Set(entries.map(({ given }) => identity(given)))).toEqual(new Set(expected));
    }),
  );
});

it('writes no formula into a spreadsheet', () => {
  const row = { externalId: 'UC', url: 'u', title: '=HYPERLINK("http://evil")' } as ChannelRow;
  expect(writeTakeoutCsv([row])).toContain(`"'=HYPERLINK(""http://evil"")"`);
});
