import { execFile } from 'node:child_process';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { promisify } from 'node:util';

/**
 * The processes that belong to a directory: whose command line names it, or that work in it, as all of a PostgreSQL's
 * do. Found by that alone, never by a program's name.
 */
export async function processesIn(directory: string): Promise<string[]> {
  const all = process.platform === 'linux' ? await fromProc() : await fromPs();
  return all.filter((description) => description.includes(directory));
}

async function fromProc(): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  return Promise.all(
    pids.map(async (pid) => {
      // What has ended meanwhile, or is somebody else's, shows nothing.
      const [command, workingDirectory] = await Promise.all([
        readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => ''),
        readlink(`/proc/${pid}/cwd`).catch(() => ''),
      ]);
      return `${pid} ${command.replaceAll('\0', ' ')} in ${workingDirectory}`;
    }),
  );
}

async function fromPs(): Promise<string[]> {
  const { stdout } = await promisify(execFile)('ps', ['-axww', '-o', 'pid=,command=']);
  return stdout.split('\n');
}
