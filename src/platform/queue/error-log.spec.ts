import { describe, expect, it } from 'vitest';
import type { LogFields } from '../telemetry/index.js';
import { ErrorLog } from './error-log.js';

function errorLog() {
  const lines: LogFields[] = [];
  let now = 0;
  const log = { warn: (event: string, fields: LogFields = {}) => void lines.push({ event, ...fields }) };
  const errors = new ErrorLog(log, 'queue.connection_failed', () => now);
  return { errors, lines, pass: (ms: number) => void (now += ms) };
}

const refused = (port: number) => Object.assign(new Error(`refused :${port}`), { code: 'ECONNREFUSED' });

describe('the error log', () => {
  it('writes the first error of a kind, and not the swarm behind it', () => {
    const { errors, lines } = errorLog();
    for (let port = 1; port <= 1_000; port++) errors.write(refused(port));
    expect(lines).toEqual([{ event: 'queue.connection_failed', error: refused(1) }]);
  });

  it('writes another after ten seconds, with how many were left out', () => {
    const { errors, lines, pass } = errorLog();
    for (let port = 1; port <= 5; port++) errors.write(refused(port));
    pass(10_000);
    errors.write(refused(6));
    expect(lines.at(-1)).toEqual({ event: 'queue.connection_failed', error: refused(6), leftOut: 4 });
  });

  it('tells kinds apart', () => {
    const { errors, lines } = errorLog();
    errors.write(refused(1));
    errors.write(new TypeError('A defect'));
    errors.write('not even an error');
    expect(lines).toHaveLength(3);
  });
});
