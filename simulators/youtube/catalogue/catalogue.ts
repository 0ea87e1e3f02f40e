import {
  makeChannel,
  nameKey,
  type Channel,
  type ChannelChanges,
  type MutableChannel,
  type NewChannel,
} from './channel.js';
import { CHANNEL_ID, IdSource, parsePlaylistId, VIDEO_ID } from './ids.js';
import { Uploads, type Playlist } from './uploads.js';
import {
  makeVideo,
  secondsBetween,
  type MutableVideo,
  type NewVideo,
  type Video,
  type VideoChanges,
} from './video.js';

/** A step that the platform could not have taken either: an id twice, a video of a channel that is not there. */
export class CatalogueError extends Error {
  override readonly name = 'CatalogueError';
}

/** What the platform tells its hub of. A broadcast that starts, moves or ends is none of it. */
export interface Change {
  readonly kind: 'shown' | 'edited' | 'hidden';
  readonly video: Video;
}

const COUNTERS = new Set(['views', 'likes', 'comments', 'concurrentViewers']);

/** Everything the simulated YouTube holds. Whoever runs the simulator changes it; each answer shows it as it then is. */
export class Catalogue {
  readonly #ids: IdSource;
  readonly #channels = new Map<string, MutableChannel>();
  readonly #byHandle = new Map<string, MutableChannel>();
  readonly #byUsername = new Map<string, MutableChannel>();
  readonly #uploads = new Map<string, Uploads>();
  readonly #videos = new Map<string, MutableVideo>();
  #sequence = 0;
  #listener: (change: Change) => void = () => undefined;

  constructor(
    private readonly now: () => Date,
    seed = 'mypick',
  ) {
    this.#ids = new IdSource(seed);
  }

  /** Calls the one listener there is of every change that the platform tells others of. */
  onChange(listener: (change: Change) => void): void {
    this.#listener = listener;
  }

  /** @throws CatalogueError when its id or handle is malformed or taken */
  addChannel(given: NewChannel): Channel {
    const channel = makeChannel(given, {
      id: given.id ?? this.#ids.channelId(),
      handle: this.#ids.handle(),
      now: this.now(),
    });
    const handle = nameKey(channel.handle);
    if (!CHANNEL_ID.test(channel.id)) throw new CatalogueError(`no channel id: ${channel.id}`);
    if (this.#channels.has(channel.id)) throw new CatalogueError(`channel exists: ${channel.id}`);
    if (this.#byHandle.has(handle)) throw new CatalogueError(`handle is taken: @${channel.handle}`);
    this.#channels.set(channel.id, channel);
    this.#byHandle.set(handle, channel);
    if (channel.legacyUsername !== null) this.#byUsername.set(nameKey(channel.legacyUsername), channel);
    this.#uploads.set(channel.id, new Uploads());
    return channel;
  }

  /** @throws CatalogueError when there is no such channel */
  updateChannel(channelId: string, changes: ChannelChanges): Channel {
    return Object.assign(this.#existingChannel(channelId), changes);
  }

  /** The account is closed: its videos are gone with it. */
  deleteChannel(channelId: string): void {
    const channel = this.#existingChannel(channelId);
    const videos = this.uploadsOf(channelId).list('UU').listed.newestFirst();
    for (const { id } of videos) this.#videos.delete(id);
    this.#uploads.delete(channelId);
    this.#channels.delete(channelId);
    this.#byHandle.delete(nameKey(channel.handle));
    if (channel.legacyUsername !== null) this.#byUsername.delete(nameKey(channel.legacyUsername));
  }

  /** @throws CatalogueError when there is no such channel, or the id is malformed or taken */
  publish(channelId: string, given: NewVideo): Video {
    const channel = this.#existingChannel(channelId);
    const id = given.id ?? this.#ids.videoId();
    if (!VIDEO_ID.test(id)) throw new CatalogueError(`no video id: ${id}`);
    if (this.#videos.has(id)) throw new CatalogueError(`video exists: ${id}`);
    const video = makeVideo(given, { id, channelId, sequence: this.#sequence++, now: this.now() });
    this.#videos.set(id, video);
    this.uploadsOf(channelId).add(video);
    channel.viewCount += video.views;
    if (video.privacyStatus === 'public') this.#listener({ kind: 'shown', video });
    return video;
  }

  /** @throws CatalogueError when there is no such video */
  update(videoId: string, changes: VideoChanges): Video {
    const video = this.#existingVideo(videoId);
    const channel = this.#existingChannel(video.channelId);
    const uploads = this.uploadsOf(channel.id);
    const wasPublic = video.privacyStatus === 'public';
    const moves = changes.publishedAt !== undefined || changes.privacyStatus !== undefined;
    if (moves) uploads.remove(video);
    channel.viewCount += (changes.views ?? video.views) - video.views;
    Object.assign(video, changes);
    if (Object.keys(changes).some((name) => !COUNTERS.has(name))) video.updatedAt = this.now();
    if (moves) uploads.add(video);
    this.#tell(video, wasPublic, changes);
    return video;
  }

  /** A live or premiere goes on air, whether it was announced or not. */
  startLive(videoId: string, at = this.now()): Video {
    return this.update(videoId, { actualStart: at, actualEnd: null });
  }

  /** It goes off air. The recording of a live is as long as it ran; a premiere keeps the length it always had. */
  endLive(videoId: string, at = this.now()): Video {
    const video = this.#existingVideo(videoId);
    const ran = video.kind === 'live' ? { durationSeconds: secondsBetween(video.actualStart, at) } : {};
    return this.update(videoId, { actualEnd: at, concurrentViewers: 0, ...ran });
  }

  /** It keeps its place in the lists, without title or picture, and is gone everywhere else. */
  setPrivate(videoId: string): Video {
    return this.update(videoId, { privacyStatus: 'private' });
  }

  delete(videoId: string): void {
    const video = this.#existingVideo(videoId);
    this.#videos.delete(videoId);
    this.uploadsOf(video.channelId).remove(video);
    if (video.privacyStatus === 'public') this.#listener({ kind: 'hidden', video });
  }

  #tell(video: Video, wasPublic: boolean, { title, description }: VideoChanges): void {
    const isPublic = video.privacyStatus === 'public';
    if (isPublic && !wasPublic) this.#listener({ kind: 'shown', video });
    else if (wasPublic && !isPublic) this.#listener({ kind: 'hidden', video });
    else if (isPublic && (title ?? description) !== undefined) this.#listener({ kind: 'edited', video });
  }

  channel(channelId: string): Channel | null {
    return this.#channels.get(channelId) ?? null;
  }

  channelByHandle(handle: string): Channel | null {
    return this.#byHandle.get(nameKey(handle)) ?? null;
  }

  channelByUsername(username: string): Channel | null {
    return this.#byUsername.get(nameKey(username)) ?? null;
  }

  channels(): IterableIterator<Channel> {
    return this.#channels.values();
  }

  /** Also a private one; null when it is deleted. */
  video(videoId: string): Video | null {
    return this.#videos.get(videoId) ?? null;
  }

  /**
   * A channel's list of uploads, by its id. Null where the platform says there is none, which it also does for a list
   * that is empty (Elijas/auto-youtube-subscription-playlist-2#86; FreeTube on UUSH and UULV).
   */
  playlist(playlistId: string): { channel: Channel; playlist: Playlist } | null {
    const parsed = parsePlaylistId(playlistId);
    const channel = parsed && this.channel(parsed.channelId);
    if (!parsed || !channel) return null;
    const playlist = this.uploadsOf(channel.id).list(parsed.list);
    return playlist.listed.size === 0 ? null : { channel, playlist };
  }

  /** @throws CatalogueError when there is no such channel */
  uploadsOf(channelId: string): Uploads {
    const uploads = this.#uploads.get(channelId);
    if (uploads === undefined) throw new CatalogueError(`unknown channel: ${channelId}`);
    return uploads;
  }

  #existingChannel(channelId: string): MutableChannel {
    const channel = this.#channels.get(channelId);
    if (channel === undefined) throw new CatalogueError(`unknown channel: ${channelId}`);
    return channel;
  }

  #existingVideo(videoId: string): MutableVideo {
    const video = this.#videos.get(videoId);
    if (video === undefined) throw new CatalogueError(`unknown video: ${videoId}`);
    return video;
  }
}
