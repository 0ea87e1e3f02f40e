import {
  ENDPOINTS,
  networkFaults,
  startYouTubeSimulator,
  youtubeFaults,
} from '../../../simulators/youtube/index.js';
import { youtubeVariables } from '../../support/platforms.js';
import { undescribedByYouTube } from '../../support/undescribed.js';
import type { FaultyPlatform, Surroundings } from './platform.js';
import { daysBefore } from './script.js';

export async function openYouTube({ now, serverUrl }: Surroundings): Promise<FaultyPlatform> {
  const youtube = await startYouTubeSimulator({ apiKeys: ['key'], now });
  const { catalogue, hub, faults, requests } = youtube;
  return {
    name: 'youtube',
    endpoints: ENDPOINTS,
    unasked: {
      search: 'nobody: it costs a hundred times as much',
      videoCategories: 'nobody: they are known',
      picture: 'whoever looks at it',
    },
    passing: { ...networkFaults.PASSING, ...youtubeFaults.PASSING },
    ...{ faults, requests },
    undescribed: () => undescribedByYouTube(youtube),
    variables: { ...youtubeVariables(youtube, 'key'), APP_URL: serverUrl },
    enter: () => {
      const { id } = catalogue.addChannel({ title: '채널', subscriberCount: 100 });
      const [changed, deleted] = ['옛 하나', '옛 둘'].map((title, n) =>
        catalogue.publish(id, {
          ...{ title, description: '설명', tags: ['옛'], durationSeconds: 600, views: 1 },
          publishedAt: daysBefore(now(), n + 1),
        }),
      );
      return {
        reference: id,
        perform: () => {
          catalogue.updateChannel(id, { subscriberCount: 200 });
          catalogue.publish(id, { title: '새 하나', durationSeconds: 600, tags: ['새'] });
          catalogue.publish(id, { title: '새 둘', kind: 'short', durationSeconds: 30 });
          catalogue.update(changed?.id ?? '', { title: '고친 하나', description: '', views: 1_000 });
          catalogue.delete(deleted?.id ?? '');
        },
      };
    },
    news: {
      meet: (mishaps) => (hub.mishapOf = mishaps),
      arrive: async () => {
        await hub.idle();
        await hub.deliverLate();
      },
    },
    close: () => youtube.close(),
  };
}
