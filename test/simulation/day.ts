import type { Scene } from './script.js';
import type { Stage } from './stage.js';

const SECOND_MS = 1_000;
/** What is only looked for (a channel, a refresh) is done in passing, or so long after it is due. */
const IN_PASSING_MS = 30 * SECOND_MS;
/** As the server lets news wait for company. */
const GATHERED_MS = 2 * SECOND_MS;

/** What became of the posts. */
export interface Outcome {
  posts: number;
  /** From publishing to the fan's socket, in seconds, of channels that the hub tells of, and of the others. */
  pushed: number[];
  found: number[];
  missed: string[];
  doubled: string[];
}

/**
 * Plays a script from one thing that is due to the next: what takes no time in the world takes none here. After the last
 * scene it plays on for `afterMs`, in which everything has to come out.
 */
export async function play(stage: Stage, scenes: readonly Scene[], afterMs: number): Promise<Outcome> {
  const { youtube, clock } = stage;
  const videoIds = new Map<string, string>();
  const published = new Map<string, { at: number; isPushed: boolean }>();
  const heard = new Map<string, number>();
  const told = new Set<string>();
  const doubled: string[] = [];
  const outcome: Outcome = { posts: 0, pushed: [], found: [], missed: [], doubled };
  let read = 0;

  const listen = (): void => {
    const messages = stage.fan.all('new-notification');
    for (const { type, message } of messages.slice(read)) {
      const what = `${type} ${message}`;
      if (told.has(what)) doubled.push(what);
      told.add(what);
      if (!heard.has(message)) heard.set(message, clock.ms);
    }
    read = messages.length;
  };
  const perform = (scene: Scene): void => {
    const { title, act, actor } = scene;
    const { catalogue } = youtube;
    const id = videoIds.get(title) ?? '';
    if (act.do === 'start') catalogue.startLive(id);
    else if (act.do === 'end') catalogue.endLive(id);
    else {
      const details =
        act.do === 'publish'
          ? { kind: act.kind, durationSeconds: act.kind === 'short' ? 30 : 600 }
          : { kind: 'live' as const, scheduledStart: new Date(act.startsAt) };
      videoIds.set(title, catalogue.publish(actor.channel.id, { title, ...details }).id);
      published.set(title, { at: scene.at, isPushed: actor.isPushed });
    }
  };

  const end = (scenes.at(-1)?.at ?? clock.ms) + afterMs;
  for (let next = 0; clock.ms < end;) {
    clock.ms = Math.min(await nextMoment(stage, scenes[next]?.at ?? end), end);
    for (let scene = scenes[next]; scene !== undefined && scene.at <= clock.ms; scene = scenes[next]) {
      perform(scene);
      next += 1;
    }
    await youtube.hub.idle();
    await stage.world.settle();
    listen();
  }
  for (const [title, { at, isPushed }] of published) {
    outcome.posts += 1;
    const heardAt = heard.get(title);
    if (heardAt === undefined) outcome.missed.push(title);
    else (isPushed ? outcome.pushed : outcome.found).push((heardAt - at) / SECOND_MS);
  }
  return outcome;
}

/** When something happens next, on the platform or in the server; whole seconds, as the planner's tick. */
async function nextMoment({ query, clock }: Stage, sceneAt: number): Promise<number> {
  const [due] = await query<{ news: Date | null; rest: Date | null }>(NEXT);
  const news =
    due?.news === null || due === undefined ? Infinity : new Date(due.news).getTime() + GATHERED_MS;
  const rest = due?.rest === null || due === undefined ? Infinity : new Date(due.rest).getTime();
  const at = Math.min(sceneAt, news, Math.max(rest, clock.ms + IN_PASSING_MS));
  return Math.max(Math.ceil(at / SECOND_MS) * SECOND_MS, clock.ms + SECOND_MS);
}

const NEXT = `
  SELECT (SELECT min(due_at) FROM content_looks WHERE platform = 'youtube' AND kind = 'news') AS news,
    least((SELECT min(next_due_at) FROM channel_schedules), (SELECT min(request_due_at) FROM push_subscriptions)) AS rest`;
