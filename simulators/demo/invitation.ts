import { ADMIN, FAN_PASSWORD } from './accounts.js';
import { type Fan } from './fans.js';
import { type Screen } from './screen.js';

const LABEL_COLUMNS = 10;

/**
 * Invites whoever watches to take part: where to look, and what to paste into another terminal.
 * @param server `http://localhost:4000`
 */
export function invite(screen: Screen, server: string, youtube: string, fan: Fan): void {
  const api = `${server}/api/v1`;
  const link = (label: string, url: string): void =>
    screen.line(`  ${label.padEnd(LABEL_COLUMNS)}${screen.style('cyan', url)}`);
  const paste = (label: string, command: string): void =>
    screen.line(`\n  ${screen.style('dim', `# ${label}`)}\n  ${command}`);

  screen.line();
  link('API docs', `${server}/api/docs`);
  link('API', api);
  link('YouTube', `${youtube}  (simulated)`);
  paste('Log in as a fan', logIn(api, { email: fan.email, password: FAN_PASSWORD }));
  paste('Log in as the admin', logIn(api, ADMIN));
  paste(`The feed of ${fan.email}`, `curl -s '${api}/feed?limit=5' -H 'authorization: Bearer ${fan.token}'`);
  screen.line();
}

function logIn(api: string, credentials: object): string {
  const body = JSON.stringify(credentials);
  return `curl -s ${api}/auth/login -H 'content-type: application/json' -d '${body}'`;
}
