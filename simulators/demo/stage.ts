import { startYouTubeSimulator, type YouTubeSimulator } from '../youtube/index.js';
import { ADMIN } from './accounts.js';
import { openDataDirectory } from './data-directory.js';
import { type Ending } from './ending.js';
import { DemoError } from './errors.js';
import { type DemoOptions } from './options.js';
import { choosePort } from './ports.js';
import { ServerProcess } from './server-process.js';

const API_KEY = 'demo-key';

export interface Stage {
  readonly youtube: YouTubeSimulator;
  readonly server: ServerProcess;
}

/**
 * Starts YouTube, and the very server on its embedded tier, which goes on booting.
 * @param onLine gets each line that the server prints
 * @throws DemoError
 */
export async function openStage(
  options: DemoOptions,
  ending: Ending,
  onLine: (line: string) => void,
): Promise<Stage> {
  const port = await choosePort(options.port);
  const data = await openDataDirectory(options.dataDir);
  ending.opened(() => data.leave());
  const youtube = await startYouTubeSimulator({ apiKeys: [API_KEY], seed: 'demo' });
  ending.opened(() => youtube.close());
  const variables = variablesOf(youtube, port, data.path, options.feedsOnly);
  const server = new ServerProcess({
    url: `http://127.0.0.1:${port}`,
    directory: data.path,
    variables,
    onLine,
  });
  ending.opened(
    () => server.stop(),
    () => server.kill(),
  );
  void server.ended().then(() => ending.fail(new DemoError('The server has ended.')));
  return { youtube, server };
}

function variablesOf(
  youtube: YouTubeSimulator,
  port: number,
  dataDir: string,
  feedsOnly: boolean,
): Record<string, string> {
  return {
    APP_HOST: '127.0.0.1',
    APP_PORT: String(port),
    DATA_DIR: dataDir,
    ADMIN_EMAIL: ADMIN.email,
    ADMIN_PASSWORD: ADMIN.password,
    YOUTUBE_API_URL: youtube.apiUrl,
    YOUTUBE_FEED_URL: youtube.feedUrl,
    ...(feedsOnly ? {} : { YOUTUBE_API_KEY: API_KEY }),
    COLLECT_INTERVAL_SECONDS: '2',
    COLLECT_MAX_INTERVAL_SECONDS: '2',
    // The token in the printed `curl` is to last as long as anybody watches.
    JWT_EXPIRES_IN: '86400',
    // A laptop that is busy elsewhere is no news.
    DATABASE_SLOW_QUERY_MS: '1000',
    LOG_FORMAT: 'json',
    LOG_LEVEL: 'info',
  };
}
