import { ApiError } from './api.js';
import { castCreators } from './cast.js';
import { Ending } from './ending.js';
import { DemoError } from './errors.js';
import { publishHistory } from './history.js';
import { invite } from './invitation.js';
import { readOptions } from './options.js';
import { play } from './play.js';
import { prepare } from './preparation.js';
import { Screen } from './screen.js';
import { Script } from './script.js';
import { troubleIn } from './server-log.js';
import { openStage } from './stage.js';
import { Storyteller } from './storyteller.js';

/* `npm run demo`: the whole server, a simulated YouTube, a dozen creators and a hundred fans, told on the terminal. */

const screen = new Screen(process.stdout);
const ending = new Ending(() => screen.note('Stopping; Ctrl-C again does so at once.'));

await demo().catch(ending.fail);
await ending.closeAll();
for (const error of ending.failures) screen.trouble('error', explain(error));
screen.note('Stopped.');
process.exitCode = ending.failures.length === 0 ? 0 : 1;

async function demo(): Promise<void> {
  const options = readOptions(process.env);
  screen.title('MyPick', 'everything creators publish, in one feed for their fans');

  const { youtube, server } = await openStage(options, ending, showTrouble);
  const cast = castCreators(youtube.catalogue);
  publishHistory(youtube.catalogue, cast, new Date());
  const { creatorIds, audience, guest } = await prepare(server, cast, screen, ending);
  invite(screen, server.url, youtube.url, guest);

  const script = new Script(youtube.catalogue, cast, { broadcasts: !options.feedsOnly });
  const storyteller = new Storyteller(screen, cast);
  const players = { script, storyteller, audience, creatorIds, api: guest.api };
  await play(players, ending.within(options.seconds));
  if (options.seconds !== null && audience.hearing.total === 0)
    throw new DemoError('No notification has reached a socket.');
}

function showTrouble(line: string): void {
  const trouble = troubleIn(line);
  if (trouble !== null) screen.trouble(trouble.level, trouble.text);
}

function explain(error: unknown): string {
  if (error instanceof DemoError || error instanceof ApiError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
