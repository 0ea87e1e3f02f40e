import { once } from 'node:events';
import { createServer } from 'node:net';
import { DemoError } from './errors.js';

const FIRST = 4000;
const ATTEMPTS = 100;
/** Some systems let one program take all addresses and another a single one, on the same port. */
const ADDRESSES = ['0.0.0.0', '127.0.0.1'];

/**
 * The port that was asked for, or else the first free one from 4000 on.
 * @throws DemoError when the port that was asked for is taken
 */
export async function choosePort(wanted: number | null): Promise<number> {
  if (wanted !== null) {
    if (await isFree(wanted)) return wanted;
    throw new DemoError(`Port ${wanted} is taken: choose another APP_PORT, or none to let the demo choose.`);
  }
  for (let port = FIRST; port < FIRST + ATTEMPTS; port++) if (await isFree(port)) return port;
  throw new DemoError(`No port from ${FIRST} to ${FIRST + ATTEMPTS - 1} is free: choose one with APP_PORT.`);
}

async function isFree(port: number): Promise<boolean> {
  for (const address of ADDRESSES) if (!(await canListen(port, address))) return false;
  return true;
}

async function canListen(port: number, address: string): Promise<boolean> {
  const probe = createServer().listen(port, address);
  try {
    await once(probe, 'listening');
  } catch {
    return false;
  }
  probe.close();
  await once(probe, 'close');
  return true;
}
