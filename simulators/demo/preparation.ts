import { ADMIN } from './accounts.js';
import { Api } from './api.js';
import { Audience } from './audience.js';
import { type Creator } from './cast.js';
import { addCreators, type CreatorIds, historyCollected } from './creators.js';
import { type Ending } from './ending.js';
import { DemoError } from './errors.js';
import { type Fan, gatherFans, logIn } from './fans.js';
import { chooseFollows } from './follows.js';
import { type Screen } from './screen.js';
import { type ServerProcess } from './server-process.js';

const FANS = 100;
const ONLINE = 20;

export interface FullHouse {
  readonly creatorIds: CreatorIds;
  readonly audience: Audience;
  /** The fan whose place the person at the terminal may take. */
  readonly guest: Fan;
}

/**
 * Fills the server through its public API: creators, their history, fans, and open sockets for some of them.
 * @throws DemoError, ApiError, AbortError
 */
export async function prepare(
  server: ServerProcess,
  cast: readonly Creator[],
  screen: Screen,
  ending: Ending,
): Promise<FullHouse> {
  const startedAt = new Date();
  await screen.step(
    'starting the server',
    () => server.ready(ending.signal),
    () => 'server ready, on a PostgreSQL of its own',
  );
  const api = new Api(server.url, ending.signal);
  const admin = api.as(await logIn(api, ADMIN));
  const creatorIds = await screen.step(
    'adding creators',
    () => addCreators(admin, cast),
    ({ size }) => `${size} creators added`,
  );
  const follows = chooseFollows(FANS, [...creatorIds.values()]);
  const fans = await screen.step(
    'registering fans',
    (progress) => gatherFans(api, follows, progress),
    ({ length }) =>
      `${length} fans registered, who follow ${(follows.flat().length / length).toFixed(1)} creators each`,
  );
  await screen.step(
    'collecting what creators published',
    (progress) => historyCollected(admin, startedAt, progress),
    (contents) => `${contents} contents of the last month collected`,
  );
  const [guest] = fans;
  if (guest === undefined) throw new DemoError('No fan has come.');
  const audience = new Audience(fans, fans.slice(0, ONLINE));
  ending.opened(() => audience.close());
  await screen.step(
    'opening sockets',
    () => audience.connect(server.url, ending.signal),
    () => `${ONLINE} of the fans online`,
  );
  return { creatorIds, audience, guest };
}
