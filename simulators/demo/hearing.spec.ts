import { expect, it } from 'vitest';
import { Hearing } from './hearing.js';

const { signal } = new AbortController();

it('tells when all have heard, in the order of time, and counts nobody twice', async () => {
  const hearing = new Hearing();
  hearing.note('7', 'fan2', 30);
  hearing.note('7', 'fan1', 20);
  hearing.note('7', 'fan1', 90);
  hearing.note('8', 'fan1', 10);
  expect(hearing.firstOf('7')).toBe(20);
  expect(await hearing.of('7', 2, 60_000, signal)).toEqual([20, 30]);
  expect(hearing.total).toBe(3);
  expect(hearing.firstOf('7')).toBeNull();
});

it('waits for those who have not heard yet', async () => {
  const hearing = new Hearing();
  const heard = hearing.of('7', 2, 60_000, signal);
  hearing.note('7', 'fan1', 1);
  setTimeout(() => hearing.note('7', 'fan2', 2), 20);
  expect(await heard).toEqual([1, 2]);
});

it('tells who has heard when the time is up, and stops at once when it is told to', async () => {
  const hearing = new Hearing();
  hearing.note('7', 'fan1', 1);
  expect(await hearing.of('7', 2, 0, signal)).toEqual([1]);
  await expect(hearing.of('7', 2, 60_000, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
});
