import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  startYouTubeSimulator,
  youtubeFaults,
  type YouTubeSimulator,
} from '../../simulators/youtube/index.js';
import type { RunningServer } from '../../src/server.js';
import { addCreator } from '../support/creators.js';
import { eventually } from '../support/eventually.js';
import { youtubeVariables } from '../support/platforms.js';
import { TestSocket } from '../support/sockets.js';
import { type Account, Installation } from '../support/test-server.js';

const KEY = 'test-key';
const HOUR_MS = 3_600_000;
const NOBODY = `UC${'x'.repeat(22)}`;

describe('lists of subscriptions', () => {
  let youtube: YouTubeSimulator;
  let installation: Installation;
  let server: RunningServer;
  let admin: Account;
  let fan: Account;

  async function open(variables: Record<string, string> = {}): Promise<void> {
    server = await installation.start(variables);
    admin = await installation.admin(server);
    fan = await installation.fan(server);
  }

  beforeEach(async () => {
    youtube = await startYouTubeSimulator({ apiKeys: [KEY] });
    installation = await Installation.create(youtubeVariables(youtube, KEY));
  });

  afterEach(async () => {
    await installation.stop();
    await youtube.close();
  });

  const send = (list: string, type = 'text/plain', who = fan) =>
    who.api.post('/subscriptions/import', list, { 'content-type': type });

  const state = async (id: string, who = fan) =>
    (await who.api.get(`/subscriptions/imports/${id}`)).body.data;

  const finished = (id: string, who = fan) =>
    eventually('the import is done', async () => {
      const view = await state(id, who);
      return view.state === 'done' ? view : null;
    });

  async function importList(list: string, type?: string, who = fan) {
    const { status, body } = await send(list, type, who);
    expect(status).toBe(202);
    return finished(body.data.id, who);
  }

  function publishChannel(title: string, videos: number) {
    const channel = youtube.catalogue.addChannel({ title });
    for (let n = 0; n < videos; n++) {
      youtube.catalogue.publish(channel.id, {
        title: `${title} ${n}`,
        publishedAt: new Date(Date.now() - HOUR_MS),
      });
    }
    return channel;
  }

  const followed = async (who = fan) => {
    const { body } = await who.api.get(`/users/${who.id}/subscriptions?limit=100`);
    return body.data
      .flatMap(({ channels }: { channels: { externalId: string }[] }) =>
        channels.map(({ externalId }) => externalId),
      )
      .sort();
  };

  const takeout = (...ids: string[]) =>
    `채널 ID,채널 URL,채널 제목\r\n${ids.map((id) => `${id},http://www.youtube.com/channel/${id},제목\r\n`).join('')}`;

  it('follow what is known at once, add and collect what is not, and say what failed', async () => {
    await open();
    const known = await addCreator(youtube, admin, '알려진 채널');
    const fresh = [1, 2, 3].map((n) => publishChannel(`새 채널 ${n}`, 3));
    const socket = await TestSocket.connect(server.url, '/notifications', fan.token);

    const ids = [known.externalId, ...fresh.map(({ id }) => id), NOBODY];
    const view = await importList(`${takeout(...ids)}no channel at all,,x\r\n`, 'text/csv');
    expect(view).toMatchObject({
      ...{
        format: 'csv',
        state: 'done',
        total: 6,
        done: 6,
        followed: 4,
        added: 3,
        collected: 3,
        failedCount: 2,
      },
      failed: [
        { line: 6, given: NOBODY, title: '제목', code: 'CHANNEL_NOT_FOUND' },
        { line: 7, given: 'no channel at all', title: 'x', code: 'INVALID_CHANNEL_REFERENCE' },
      ],
    });
    expect(await followed()).toEqual(ids.slice(0, 4).sort());
    const last = await eventually('the socket has heard the end', () =>
      socket.all('import-progress').find((message) => message.state === 'done'),
    );
    expect(last).toEqual(view);
    for (const { added, done, total } of socket.all('import-progress'))
      expect(added <= done && done <= total).toBe(true);
    await eventually('what they published is in the feed', async () => {
      return (await fan.api.get('/feed?limit=100')).body.data.length === 10;
    });
    expect((await admin.api.get(`/creators/${known.id}`)).body.data.isSubscribed).toBe(false);
    socket.close();
  });

  it('bring back what was exported: the same follows, nothing new', async () => {
    await open();
    const channels = ['<하나> & "둘"', '=1+1', 'c, d'].map((title) => publishChannel(title, 1));
    await importList(channels.map(({ id }) => `https://www.youtube.com/channel/${id}`).join('\n'));
    const before = await followed();
    for (const [path, type] of [
      ['export.opml', 'text/x-opml; charset=utf-8'],
      ['export.csv', 'text/csv; charset=utf-8'],
    ] as const) {
      const { text, headers } = await fan.api.get(`/subscriptions/${path}`);
      expect(headers.get('content-type')).toBe(type);
      expect(headers.get('content-disposition')).toContain('attachment');
      const other = await installation.fan(server);
      const again = await importList(text, type, other);
      expect(again).toMatchObject({ total: 3, followed: 3, added: 0, failedCount: 0 });
      expect(await followed(other)).toEqual(before);
      expect(await importList(text, type)).toMatchObject({ followed: 3, added: 0 });
    }
    const { body } = await fan.api.get(`/users/${fan.id}/subscriptions`);
    expect(body.pagination.total).toBe(3);
  });

  it('are taken as the file of a form, and find channels by handle and video', async () => {
    await open();
    const { id } = publishChannel('이름으로', 0);
    const { id: videoId } = youtube.catalogue.publish(id, { title: '영상' });
    const other = youtube.catalogue.addChannel({ title: '핸들', handle: '@handle_of_it' });
    const form = new FormData();
    form.append('note', 'mine');
    form.append('file', new Blob([`https://youtu.be/${videoId}\n@Handle_Of_It\n`]), 'list.txt');
    const answer = await fetch(`${server.url}/api/v1/subscriptions/import`, {
      method: 'POST',
      headers: { authorization: `Bearer ${fan.token}` },
      body: form,
    });
    expect(answer.status).toBe(202);
    const { data } = (await answer.json()) as { data: { id: string } };
    expect(await finished(data.id)).toMatchObject({ total: 2, added: 2, failedCount: 0 });
    expect(await followed()).toEqual([id, other.id].sort());
  });

  it('do not grow the catalogue without bound', async () => {
    await open({ IMPORT_NEW_CHANNELS_A_DAY: '2', IMPORT_MAX_CHANNELS: '4' });
    const known = await addCreator(youtube, admin, '알려진 채널');
    const fresh = [1, 2, 3].map((n) => publishChannel(`새 채널 ${n}`, 1));
    const list = takeout(...fresh.map(({ id }) => id), known.externalId);
    expect(await importList(list)).toMatchObject({
      ...{ followed: 3, added: 2 },
      failed: [{ line: 4, code: 'IMPORT_LIMIT_REACHED' }],
    });
    // What was added counts for the day; what is known by now costs nothing.
    expect(await importList(list)).toMatchObject({ followed: 3, added: 0, failedCount: 1 });
    const other = await installation.fan(server);
    expect(await importList(list, 'text/csv', other)).toMatchObject({
      followed: 4,
      added: 1,
      failedCount: 0,
    });
    const tooLong = await send('@a\n@b\n@c\n@d\n@e');
    expect([tooLong.status, tooLong.body.error.code]).toEqual([422, 'SUBSCRIPTION_LIST_TOO_LONG']);
  });

  it('wait for a platform that is out of reach for a moment, and add nothing that was blocked', async () => {
    await open();
    const blocked = await addCreator(youtube, admin, '차단된 채널');
    await admin.api.delete(`/creators/${blocked.id}?block=true`);
    const { id } = publishChannel('잠시 후', 1);
    youtube.faults.once('channels', youtubeFaults.backendError(), 3);
    const view = await importList(`${id}\n${blocked.externalId}`);
    expect(view).toMatchObject({ added: 1, failed: [{ code: 'CHANNEL_BLOCKED' }] });
  });

  it.each([
    ['nothing', '', 'text/plain', 422, 'SUBSCRIPTION_LIST_EMPTY'],
    ['a NUL', '@a\0', 'text/plain', 422, 'SUBSCRIPTION_LIST_UNREADABLE'],
    ['an XML bomb', '<!DOCTYPE a [<!ENTITY b "c">]><opml/>', 'text/xml', 422, 'SUBSCRIPTION_LIST_UNREADABLE'],
    ['too many bytes', '@a\n'.repeat(1_000_000), 'text/plain', 413, 'BODY_TOO_LARGE'],
    [
      '100,000 lines',
      Array.from({ length: 100_000 }, (_, n) => `@a${n}`).join('\n'),
      'text/csv',
      422,
      'SUBSCRIPTION_LIST_TOO_LONG',
    ],
    ['broken JSON', '{"a":', 'application/json', 400, 'MALFORMED_REQUEST'],
    ['JSON of something else', '{"a":1}', 'application/json', 422, 'SUBSCRIPTION_LIST_UNREADABLE'],
    ['a form without boundary', '@a', 'multipart/form-data', 400, 'MALFORMED_REQUEST'],
    [
      'half a form',
      '--x\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n\r\n@a',
      'multipart/form-data; boundary=x',
      400,
      'MALFORMED_REQUEST',
    ],
    [
      'a form without a file',
      '--x\r\nContent-Disposition: form-data; name="f"\r\n\r\n@a\r\n--x--\r\n',
      'multipart/form-data; boundary=x',
      400,
      'MALFORMED_REQUEST',
    ],
    ['a picture', '@a', 'image/png', 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ])('are refused with %s', async (_what, list, type, status, code) => {
    await open();
    const answer = await send(list, type);
    expect([answer.status, answer.body.error.code]).toEqual([status, code]);
  });

  it("are nobody else's business, and come one at a time", async () => {
    await open();
    const { id } = publishChannel('하나', 1);
    const { body } = await send(id);
    const second = await send(id);
    expect([202, 409]).toContain(second.status);
    if (second.status === 409) expect(second.body.error.code).toBe('IMPORT_RUNNING');
    const stranger = await installation.fan(server);
    const seen = await stranger.api.get(`/subscriptions/imports/${body.data.id}`);
    expect([seen.status, seen.body.error.code]).toEqual([404, 'IMPORT_NOT_FOUND']);
    await finished(body.data.id);
  });
});
