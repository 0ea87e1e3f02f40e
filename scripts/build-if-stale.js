// Builds only when something in src is newer than the last build, so that `npm start` is quick when nothing changed.
// Imported before the program, in its own process: a shell in between would end before the server it started.
import { execSync } from 'node:child_process';
import { readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const STAMP = 'dist/.built';

const newest = readdirSync('src', { recursive: true, withFileTypes: true })
  .map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs)
  .reduce((latest, time) => Math.max(latest, time), 0);
const built = statSync(STAMP, { throwIfNoEntry: false })?.mtimeMs ?? 0;

if (newest > built) {
  execSync('npm run -s build', { stdio: 'inherit' });
  writeFileSync(STAMP, '');
  utimesSync(STAMP, new Date(), new Date(newest));
}
