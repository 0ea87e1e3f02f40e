import { describe, expect, it } from 'vitest';
import { GroupCommit } from './group-commit.js';

interface Commit {
  items: readonly number[];
  finish: () => void;
  fail: (error: Error) => void;
}

function manual(most = 100) {
  const commits: Commit[] = [];
  const group = new GroupCommit<number, number>(
    (items) =>
      new Promise((resolve, reject) => {
        const finish = () => resolve(items.map((item) => item * 2));
        commits.push({ items, finish, fail: reject });
      }),
    most,
  );
  return { group, commits };
}

describe('a group commit', () => {
  it('waits for nobody, and lets whoever comes meanwhile share the next', async () => {
    const { group, commits } = manual();
    const first = group.add(1);
    const others = [group.add(2), group.add(3)];
    expect(commits.map(({ items }) => items)).toEqual([[1]]);
    commits[0]?.finish();
    expect(await first).toBe(2);
    expect(commits.map(({ items }) => items)).toEqual([[1], [2, 3]]);
    commits[1]?.finish();
    expect(await Promise.all(others)).toEqual([4, 6]);
  });

  it('takes so many at once and no more', async () => {
    const { group, commits } = manual(2);
    const all = [1, 2, 3, 4].map((item) => group.add(item));
    for (let n = 0; n < 3; n++) {
      commits[n]?.finish();
      await all[n];
    }
    expect(commits.map(({ items }) => items)).toEqual([[1], [2, 3], [4]]);
    commits[2]?.finish();
    expect(await Promise.all(all)).toEqual([2, 4, 6, 8]);
  });

  it('fails all of a group, and nobody of the next', async () => {
    const { group, commits } = manual();
    const first = group.add(1);
    const second = group.add(2);
    commits[0]?.fail(new Error('no disk'));
    await expect(first).rejects.toThrow('no disk');
    commits[1]?.finish();
    expect(await second).toBe(4);
  });
});
