import { execFile } from 'node:child_process';

/** A user of the operating system that the server runs as. */
export interface Account {
  uid: number;
  gid: number;
}

export interface Outcome {
  ok: boolean;
  /** What the program printed on both of its streams, or why it could not be run. */
  output: string;
}

// PGDATA, PGPORT and their like would steer the tools, and secrets in our environment are no business of the server.
const KEPT_VARIABLES = ['PATH', 'SystemRoot', 'ComSpec', 'TEMP', 'TMP'];

/** Runs a program to its end as `account` (null: as ourselves). A failure is an outcome, not an exception. */
export async function run(file: string, args: string[], account: Account | null): Promise<Outcome> {
  const kept = KEPT_VARIABLES.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  // Messages are compared, so they must not be translated; our working directory may be closed to the account.
  const options = {
    ...account,
    env: { ...Object.fromEntries(kept), LC_ALL: 'C' },
    cwd: '/',
    windowsHide: true,
  };

  return new Promise((resolve) => {
    execFile(file, args, options, (error, stdout, stderr) => {
      const printed = `${stdout}${stderr}`.trim();
      resolve({ ok: error === null, output: printed === '' && error ? error.message : printed });
    });
  });
}
