// Compiles on every change and restarts the server when what it runs has changed.
import { spawn } from 'node:child_process';

const children = [
  spawn('npx', ['swc', 'src', '-d', 'dist', '--strip-leading-paths', '--watch', '--quiet'], {
    stdio: 'inherit',
  }),
  spawn(process.execPath, ['--watch', '--watch-preserve-output', '--enable-source-maps', 'dist/main.js'], {
    stdio: 'inherit',
  }),
];

for (const child of children) child.once('exit', () => children.forEach((other) => other.kill()));
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => children.forEach((child) => child.kill(signal)));
