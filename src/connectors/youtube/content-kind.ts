import { type ContentType, type LiveStatus } from '../connector.js';
import { type VideoResource } from './data-api.schemas.js';

/** YouTube's limit since October 2024. */
const LONGEST_SHORT_SECONDS = 180;

/** What an answer of the API does not tell of a video, found out otherwise. */
export type KnownKind = 'short' | 'video' | 'premiere';

/** Null for what is no broadcast. `snippet.liveBroadcastContent` says `none` of ended ones, too: the times are surer. */
export function liveStatusOf({ liveStreamingDetails: times }: VideoResource): LiveStatus | null {
  if (times?.actualEndTime !== undefined) return 'ended';
  if (times?.actualStartTime !== undefined) return 'live';
  return times?.scheduledStartTime === undefined ? null : 'upcoming';
}

/** Could be a Short; whether it is one, the API does not say. */
export function mayBeShort(video: VideoResource): boolean {
  const seconds = video.contentDetails?.duration;
  return seconds !== undefined && seconds <= LONGEST_SHORT_SECONDS && liveStatusOf(video) === null;
}

/**
 * A premiere is a finished video that waits or runs; a live has no length before it has ended. After the end nothing
 * tells them apart: a broadcast that was not known before counts as a live.
 */
export function kindOf(video: VideoResource, known: KnownKind | undefined): ContentType {
  const status = liveStatusOf(video);
  if (status === null) return known === 'short' ? 'short' : 'video';
  if (known === 'premiere') return 'premiere';
  const isProcessed = video.status?.uploadStatus === undefined || video.status.uploadStatus === 'processed';
  const hasLength = video.contentDetails?.duration !== undefined;
  return status !== 'ended' && hasLength && isProcessed ? 'premiere' : 'live';
}

/** Not private, and neither refused nor removed by YouTube. */
export function isShown({ status }: VideoResource): boolean {
  return (
    status?.privacyStatus !== 'private' &&
    !['deleted', 'failed', 'rejected'].includes(status?.uploadStatus ?? '')
  );
}
