import { describe, expect, it } from 'vitest';
import { Assembly, type Frame, greeting, parseFrame, toFrames } from './frames.js';

const parse = (text: string): Frame => {
  const frame = parseFrame(text);
  if (frame === null) throw new Error(`No frame: ${text.slice(0, 40)}`);
  return frame;
};

describe('a text in frames', () => {
  it.each([
    ['short', '{"a":1}'],
    ['with line breaks and spaces', 'a b\n c  d\r\n'],
    ['Korean and long', '가나다라마바사'.repeat(3000)],
    ['of characters outside the basic plane', '🎵🎶'.repeat(5000)],
    ['whose characters straddle the cuts', `x${'가'.repeat(9000)}`],
  ])('%s: each fits into a notification, and together they are the text', (_case, text) => {
    const frames = toFrames(text, 'me');
    const assembly = new Assembly();
    const results = frames.map((frame) => {
      expect(Buffer.byteLength(frame)).toBeLessThan(8000);
      return assembly.add(parse(frame));
    });
    expect(results.at(-1)).toBe(text);
    expect(results.slice(0, -1).every((result) => result === null)).toBe(true);
    expect(new Set(frames).size).toBe(frames.length);
  });

  it('is dropped when its beginning was lost, and the next one is not', () => {
    const assembly = new Assembly();
    const lost = toFrames('a'.repeat(20_000), 'me').map(parse);
    for (const frame of lost.slice(1)) expect(assembly.add(frame)).toBeNull();
    expect(assembly.add(parse(toFrames('next', 'me')[0] ?? ''))).toBe('next');
  });
});

it('greetings name their sender', () => {
  expect(parse(greeting('hello', 'me'))).toMatchObject({ kind: 'hello', origin: 'me' });
  expect(parse(greeting('here', 'me'))).toMatchObject({ kind: 'here', origin: 'me' });
});

it.each(['', 'x', 'piece me', 'shout me 0 1 x'])(
  'what no process of ours wrote is no frame: "%s"',
  (text) => {
    expect(parseFrame(text)).toBeNull();
  },
);
