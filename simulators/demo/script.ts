import { randomBytes } from 'node:crypto';
import { faker } from '@faker-js/faker/locale/en';
import { type Catalogue, type NewVideo, type Video } from '../youtube/index.js';
import { type ContentAnswer } from './answers.js';
import { type Creator } from './cast.js';
import { announcement, newVideo } from './videos.js';

/** Something a creator did on the platform, and how one sees in MyPick's answers that it has arrived there. */
export interface Act {
  readonly verb: 'published' | 'went live' | 'announced' | 'started' | 'ended' | 'renamed' | 'deleted';
  readonly creator: Creator;
  readonly video: Video;
  /** Whether fans are told. */
  readonly isNews: boolean;
  /** Null for what cannot be seen there. */
  readonly isShownBy: ((content: ContentAnswer) => boolean) | null;
}

/** Null where a creator has nothing to do it with. */
type Scene = (creator: Creator) => Act | null;

/** As many of a channel's newest videos as its public feed shows: nothing older is touched, so that MyPick can see it. */
const FEED_LENGTH = 15;
const ANNOUNCED_AHEAD_MS = 20 * 60_000;

/** Decides what happens next. The catalogue is its only memory. */
export class Script {
  readonly #scenes: { value: Scene; weight: number }[];

  /** @param broadcasts whether MyPick can tell lives and premieres from videos: a feed does not say */
  constructor(
    private readonly catalogue: Catalogue,
    private readonly cast: readonly Creator[],
    { broadcasts }: { broadcasts: boolean },
  ) {
    const everyday = [
      { value: this.#publish('video'), weight: 16 },
      { value: this.#publish('short'), weight: 10 },
      { value: this.#rename, weight: 2 },
      { value: this.#delete, weight: 1 },
    ];
    // As many start as are announced, and as many end as start.
    const onAir = [
      { value: this.#goLive, weight: 1 },
      { value: this.#announce('live'), weight: 1 },
      { value: this.#announce('premiere'), weight: 1 },
      { value: this.#start, weight: 2 },
      { value: this.#end, weight: 3 },
    ];
    this.#scenes = broadcasts ? [...everyday, ...onAir] : everyday;
  }

  /** Makes the next thing happen. */
  next(): Act {
    for (;;) {
      const scene = faker.helpers.weightedArrayElement(this.#scenes);
      for (const creator of faker.helpers.shuffle(this.cast)) {
        const act = scene(creator);
        if (act !== null) return act;
      }
    }
  }

  #publish(kind: 'video' | 'short'): Scene {
    return (creator) => this.#news('published', creator, newVideo(creator, kind));
  }

  #announce(kind: 'live' | 'premiere'): Scene {
    return (creator) => {
      const now = new Date();
      const start = new Date(now.getTime() + ANNOUNCED_AHEAD_MS);
      return this.#news('announced', creator, announcement(creator, kind, now, start));
    };
  }

  readonly #goLive: Scene = (creator) => this.#news('went live', creator, newVideo(creator, 'live'));

  readonly #start: Scene = (creator) => {
    const waiting = this.#pick(creator, isWaiting);
    if (waiting === null) return null;
    const video = this.catalogue.startLive(waiting.id);
    return change('started', creator, video, ({ liveStatus }) => liveStatus === 'live');
  };

  readonly #end: Scene = (creator) => {
    const running = this.#pick(creator, isRunning);
    if (running === null) return null;
    const video = this.catalogue.endLive(running.id);
    return change('ended', creator, video, ({ liveStatus }) => liveStatus === 'ended');
  };

  readonly #rename: Scene = (creator) => {
    const { addition } = creator.language;
    const old = this.#pick(creator, ({ title }) => !title.endsWith(addition));
    if (old === null) return null;
    const title = old.title + addition;
    const video = this.catalogue.update(old.id, { title });
    return change('renamed', creator, video, (content) => content.title === title);
  };

  readonly #delete: Scene = (creator) => {
    const video = this.#pick(creator, ({ kind }) => kind === 'video' || kind === 'short');
    if (video === null) return null;
    this.catalogue.delete(video.id);
    return change('deleted', creator, video, null);
  };

  #news(verb: Act['verb'], creator: Creator, video: NewVideo): Act {
    // Not the catalogue's own ids, which are the same in every run: a data directory that is kept would know them.
    const id = randomBytes(8).toString('base64url');
    const published = this.catalogue.publish(creator.channelId, { ...video, id });
    return { verb, creator, video: published, isNews: true, isShownBy: () => true };
  }

  #pick({ channelId }: Creator, isFit: (video: Video) => boolean): Video | null {
    const newest = this.catalogue.uploadsOf(channelId).list('UU').visible.newestFirst(0, FEED_LENGTH);
    const fitting = newest.filter(isFit);
    return fitting.length === 0 ? null : faker.helpers.arrayElement(fitting);
  }
}

const isWaiting = (video: Video): boolean => video.scheduledStart !== null && video.actualStart === null;
const isRunning = (video: Video): boolean => video.actualStart !== null && video.actualEnd === null;

function change(verb: Act['verb'], creator: Creator, video: Video, isShownBy: Act['isShownBy']): Act {
  return { verb, creator, video, isNews: false, isShownBy };
}
