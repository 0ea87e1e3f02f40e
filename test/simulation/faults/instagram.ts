import {
  ENDPOINTS,
  instagramFaults,
  networkFaults,
  startInstagramSimulator,
} from '../../../simulators/instagram/index.js';
import { instagramVariables } from '../../support/platforms.js';
import { undescribedByInstagram } from '../../support/undescribed.js';
import type { FaultyPlatform, Surroundings } from './platform.js';
import { daysBefore } from './script.js';

export async function openInstagram({ now, serverUrl }: Surroundings): Promise<FaultyPlatform> {
  const instagram = await startInstagramSimulator({ now });
  const { catalogue, faults, requests, login } = instagram;
  let accounts = 0;
  return {
    name: 'instagram',
    endpoints: ENDPOINTS,
    unasked: { authorize: "the owner's browser", picture: 'whoever looks at it' },
    passing: { ...networkFaults.PASSING, ...instagramFaults.PASSING },
    ...{ faults, requests },
    undescribed: () => undescribedByInstagram(instagram),
    variables: { ...instagramVariables(instagram), APP_URL: serverUrl },
    enter: () => {
      const username = `account_${(accounts += 1)}`;
      const account = catalogue.addAccount({ username, followersCount: 100 });
      const [changed, deleted] = ['옛 하나 #옛', '옛 둘'].map((caption, n) =>
        catalogue.post(account.id, { caption, likeCount: 1, timestamp: daysBefore(now(), n + 1) }),
      );
      login.visitor = account;
      return {
        reference: username,
        perform: () => {
          catalogue.updateAccount(account.id, { followersCount: 200 });
          catalogue.post(account.id, { kind: 'album', caption: '새 하나 #새' });
          catalogue.post(account.id, { kind: 'reel', caption: '새 둘' });
          catalogue.update(changed?.id ?? '', { caption: '고친 하나', likeCount: 1_000 });
          catalogue.delete(deleted?.id ?? '');
        },
      };
    },
    consent: async (creatorId, admin) => {
      const asked = await admin.post(`/creators/${creatorId}/channels/instagram/authorization`);
      const page = await fetch(asked.body.data.url as string, { redirect: 'manual' });
      const back = await fetch(page.headers.get('location') ?? '', { redirect: 'manual' });
      return new URL(back.headers.get('location') ?? '').searchParams.get('instagram') === 'connected';
    },
    close: () => instagram.close(),
  };
}
