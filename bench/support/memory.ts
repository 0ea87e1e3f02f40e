import { readFile } from 'node:fs/promises';

/** Resident memory of a process in KiB (`VmRSS`, Linux only). */
export async function residentKib(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]);
}

export const megabytes = (kib: number): number => (kib * 1024) / 1e6;
