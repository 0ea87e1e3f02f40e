import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { Catalogue, CatalogueError } from './catalogue.js';
import { playlistIdOf } from './ids.js';
import { type Video } from './video.js';

let clock: Date;
let catalogue: Catalogue;

beforeEach(() => {
  clock = new Date('2026-11-20T12:00:00Z');
  catalogue = new Catalogue(() => clock);
});

describe('ids', () => {
  it('have the form of the platform and follow from the seed', () => {
    const idsOf = (seed: string): string[] => {
      const other = new Catalogue(() => clock, seed);
      const channel = other.addChannel({ title: 'A' });
      return [channel.id, channel.handle, other.publish(channel.id, { title: 'v' }).id];
    };
    expect(idsOf('one')).toEqual(idsOf('one'));
    expect(idsOf('two')).not.toEqual(idsOf('one'));
    expect(idsOf('one').join(' ')).toMatch(/^UC[\w-]{22} user-[a-z0-9]+ [\w-]{11}$/);
  });
});

describe('what could not happen on the platform either', () => {
  it('is refused', () => {
    const channel = catalogue.addChannel({ title: 'A', handle: '@taken' });
    const video = catalogue.publish(channel.id, { title: 'v' });
    const impossible = [
      () => catalogue.addChannel({ title: 'B', id: channel.id }),
      () => catalogue.addChannel({ title: 'B', id: 'UCshort' }),
      () => catalogue.addChannel({ title: 'B', handle: 'Taken' }),
      () => catalogue.publish('UCaaaaaaaaaaaaaaaaaaaaaa', { title: 'w' }),
      () => catalogue.publish(channel.id, { title: 'w', id: video.id }),
      () => catalogue.publish(channel.id, { title: 'w', id: 'no id' }),
      () => catalogue.startLive('aaaaaaaaaaa'),
      () => catalogue.delete('aaaaaaaaaaa'),
      () => catalogue.deleteChannel('UCaaaaaaaaaaaaaaaaaaaaaa'),
    ];
    for (const step of impossible) expect(step).toThrow(CatalogueError);
  });

  it('a closed channel frees its handle and its user name', () => {
    const channel = catalogue.addChannel({ title: 'A', handle: 'a', legacyUsername: 'old' });
    catalogue.publish(channel.id, { title: 'v' });
    catalogue.deleteChannel(channel.id);
    expect([catalogue.channelByHandle('a'), catalogue.channelByUsername('old')]).toEqual([null, null]);
    expect(catalogue.playlist(playlistIdOf(channel.id))).toBeNull();
    expect(() => catalogue.addChannel({ title: 'B', handle: '@A' })).not.toThrow();
  });
});

it('a change of counters is no update of the video, any other change is', () => {
  const channel = catalogue.addChannel({ title: 'A' });
  const video = catalogue.publish(channel.id, { title: 'v', views: 10 });
  const published = clock;
  clock = new Date('2026-11-20T13:00:00Z');
  catalogue.update(video.id, { views: 25, likes: 3, comments: 1 });
  expect([video.updatedAt, channel.viewCount]).toEqual([published, 25]);
  catalogue.update(video.id, { title: 'w', views: 26 });
  expect([video.updatedAt, channel.viewCount]).toEqual([clock, 26]);
});

it('its lists are always in order, whatever is published, moved, hidden, shown and deleted', () => {
  const step = fc.record({
    what: fc.constantFrom('publish', 'move', 'hide', 'show', 'delete'),
    which: fc.nat({ max: 20 }),
    minute: fc.nat({ max: 10 }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const channel = catalogue.addChannel({ title: 'A' });
      const kept: Video[] = [];
      for (const { what, which, minute } of steps) {
        const at = new Date(minute * 60_000);
        const video = kept[which];
        if (what === 'publish') kept.push(catalogue.publish(channel.id, { title: 'v', publishedAt: at }));
        else if (video === undefined) continue;
        else if (what === 'move') catalogue.update(video.id, { publishedAt: at });
        else if (what === 'hide') catalogue.setPrivate(video.id);
        else if (what === 'show') catalogue.update(video.id, { privacyStatus: 'public' });
        else catalogue.delete(kept.splice(which, 1)[0]!.id);
      }
      const newest = (by: 'addedAt' | 'publishedAt') => (a: Video, b: Video) =>
        b[by].getTime() - a[by].getTime() || b.sequence - a.sequence;
      const { listed, visible } = catalogue.uploadsOf(channel.id).list('UU');
      expect(listed.newestFirst()).toEqual([...kept].sort(newest('addedAt')));
      const open = kept.filter(({ privacyStatus }) => privacyStatus === 'public');
      expect(visible.newestFirst()).toEqual(open.sort(newest('publishedAt')));
      expect(listed.newestFirst(2, 3)).toEqual(listed.newestFirst().slice(2, 5));
    }),
  );
});
