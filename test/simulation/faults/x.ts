import { ENDPOINTS, networkFaults, startXSimulator, xFaults } from '../../../simulators/x/index.js';
import { xVariables } from '../../support/platforms.js';
import { undescribedByX } from '../../support/undescribed.js';
import type { FaultyPlatform, Surroundings } from './platform.js';
import { daysBefore } from './script.js';

const SECRET = 'consumer-secret';
/** What X calls must be HTTPS and without a port; it leads to the server as name servers and a proxy would have it. */
const PUBLIC_URL = 'https://mypick.example';

export async function openX({ now, serverUrl }: Surroundings): Promise<FaultyPlatform> {
  const x = await startXSimulator({
    ...{ bearerToken: 'test-token', consumerSecret: SECRET, now },
    reach: (url) => url.replace(PUBLIC_URL, serverUrl),
  });
  const { catalogue, activity, faults, requests } = x;
  let accounts = 0;
  return {
    name: 'x',
    endpoints: ENDPOINTS,
    unasked: {},
    passing: { ...networkFaults.PASSING, ...xFaults.PASSING },
    ...{ faults, requests },
    undescribed: () => undescribedByX(x),
    variables: { ...xVariables(x), TWITTER_API_SECRET: SECRET, APP_URL: PUBLIC_URL },
    enter: () => {
      const username = `account_${(accounts += 1)}`;
      const { id } = catalogue.addUser({ username, followers: 100 });
      const [changed, deleted] = ['옛 하나 #옛', '옛 둘'].map((text, n) =>
        catalogue.post(id, { text, likes: 1, createdAt: daysBefore(now(), n + 1) }),
      );
      return {
        reference: `@${username}`,
        perform: () => {
          catalogue.updateUser(id, { followers: 200 });
          catalogue.post(id, { text: '새 하나 #새', media: [{ kind: 'photo' }, { kind: 'photo' }] });
          catalogue.post(id, { text: '새 둘', media: [{ kind: 'video' }] });
          const edited = catalogue.edit(changed?.id ?? '', { text: '고친 하나' });
          catalogue.update(edited.id, { likes: 1_000 });
          catalogue.delete(deleted?.id ?? '');
        },
      };
    },
    news: {
      meet: (mishaps) => (activity.mishapOf = mishaps),
      arrive: async () => {
        await activity.idle();
        await activity.deliverLate();
      },
    },
    close: () => x.close(),
  };
}
