import { Server } from 'socket.io';
import { beforeEach, describe, expect, it } from 'vitest';
import { MemoryAdapter } from './memory-adapter.js';
import { SessionGone } from './realtime.errors.js';
import { RECOVERY } from './recovery.js';
import type { SocketData } from './sockets.js';

const ROOM = 'user:1';
const session = { sid: 'sid', pid: 'pid', rooms: ['sid', ROOM], data: { user: { id: '1', role: 'user' } } };

let adapter: MemoryAdapter;

beforeEach(() => {
  const io = new Server({ connectionStateRecovery: RECOVERY });
  adapter = new MemoryAdapter(io.of('/notifications'));
  void adapter.addAll('sid', new Set(session.rooms));
});

function send(text: string, room = ROOM): unknown[] {
  const data: unknown[] = ['news', text];
  adapter.broadcast({ type: 2, data }, { rooms: new Set([room]), except: new Set() });
  return data;
}

/** @returns the offset of the last packet that the client has seen before it was cut */
function cutAfter(text: string): string {
  const offset = send(text).at(-1);
  adapter.persistSession(session);
  adapter.delAll('sid');
  return String(offset);
}

async function missedSince(offset: string): Promise<unknown[]> {
  const { missedPackets, data } = await adapter.restoreSession('pid', offset);
  expect(missedPackets).toEqual([]);
  return (data as SocketData).missed?.().map(([, text]) => text) ?? [];
}

describe('a cut session', () => {
  it('is restored with what its rooms have missed, and handed over only on demand', async () => {
    const offset = cutAfter('seen');
    send('first');
    send('for another', 'user:2');
    send('second');
    expect(await missedSince(offset)).toEqual(['first', 'second']);
  });

  it('counts what is sent while it is being restored', async () => {
    const offset = cutAfter('seen');
    const { data } = await adapter.restoreSession('pid', offset);
    void adapter.addAll('sid', new Set(session.rooms));
    send('in between');
    expect((data as SocketData).missed?.().map(([, text]) => text)).toEqual(['in between']);
  });

  it('is restored once', async () => {
    const offset = cutAfter('seen');
    await adapter.restoreSession('pid', offset);
    await expect(adapter.restoreSession('pid', offset)).rejects.toBeInstanceOf(SessionGone);
  });

  it.each(['', 'x', 'abc.1', '1', '.'])('is gone for the offset "%s" of somewhere else', async (offset) => {
    cutAfter('seen');
    await expect(adapter.restoreSession('pid', offset)).rejects.toBeInstanceOf(SessionGone);
  });

  it('is gone when more was sent in between than is kept', async () => {
    const offset = cutAfter('seen');
    for (let number = 0; number < 10_001; number++) send(`message ${number}`);
    await expect(adapter.restoreSession('pid', offset)).rejects.toBeInstanceOf(SessionGone);
  });
});

it('records nothing for rooms that nobody is in or may come back to', () => {
  expect(send('to nobody', 'user:2')).toEqual(['news', 'to nobody']);
  expect(send('to somebody')).toHaveLength(3);
});
