import { type FieldTree } from './fields.js';

/*
 * The names of the API's resources; those at the top are also its parts. A part with no names below is one that the
 * simulator never fills. A test holds all of it against the official description.
 */

export const names = (list: string): FieldTree =>
  Object.fromEntries(list.split(' ').map((name) => [name, true]));

const THUMBNAIL = names('url width height');
const THUMBNAILS = Object.fromEntries(
  ['default', 'medium', 'high', 'standard', 'maxres', 'fhd', 'qhd', 'uhd'].map((size) => [size, THUMBNAIL]),
);
const LOCALIZED = names('title description');
const RESOURCE_ID = names('kind videoId channelId playlistId');

export const CHANNEL: FieldTree = {
  ...names(
    'kind etag id auditDetails brandingSettings contentOwnerDetails conversionPings localizations topicDetails',
  ),
  snippet: {
    ...names('title description customUrl publishedAt defaultLanguage country'),
    thumbnails: THUMBNAILS,
    localized: LOCALIZED,
  },
  contentDetails: { relatedPlaylists: names('likes favorites uploads watchHistory watchLater') },
  statistics: names('viewCount commentCount subscriberCount hiddenSubscriberCount videoCount'),
  status: names(
    'privacyStatus isLinked longUploadsStatus madeForKids selfDeclaredMadeForKids isChannelMonetizationEnabled',
  ),
};

export const PLAYLIST_ITEM: FieldTree = {
  ...names('kind etag id'),
  snippet: {
    ...names('publishedAt channelId title description channelTitle playlistId position'),
    ...names('videoOwnerChannelTitle videoOwnerChannelId'),
    thumbnails: THUMBNAILS,
    resourceId: RESOURCE_ID,
  },
  contentDetails: names('videoId startAt endAt note videoPublishedAt'),
  status: names('privacyStatus'),
};

export const VIDEO: FieldTree = {
  ...names('kind etag id ageGating brandPartner fileDetails localizations monetizationDetails player'),
  ...names(
    'paidProductPlacementDetails processingDetails projectDetails recordingDetails suggestions topicDetails',
  ),
  snippet: {
    ...names('publishedAt channelId title description channelTitle tags categoryId liveBroadcastContent'),
    ...names('defaultLanguage defaultAudioLanguage'),
    thumbnails: THUMBNAILS,
    localized: LOCALIZED,
  },
  contentDetails: names(
    'duration dimension definition caption licensedContent regionRestriction countryRestriction contentRating ' +
      'projection hasCustomThumbnail',
  ),
  status: names(
    'uploadStatus failureReason rejectionReason privacyStatus publishAt license embeddable publicStatsViewable ' +
      'madeForKids selfDeclaredMadeForKids containsSyntheticMedia',
  ),
  statistics: names('viewCount likeCount dislikeCount favoriteCount commentCount'),
  liveStreamingDetails: names(
    'actualStartTime actualEndTime scheduledStartTime scheduledEndTime concurrentViewers activeLiveChatId',
  ),
};

export const VIDEO_STAT: FieldTree = {
  ...names('kind etag id'),
  snippet: names('publishTime'),
  contentDetails: names('duration'),
  statistics: names('viewCount likeCount commentCount'),
};

export const SEARCH_RESULT: FieldTree = {
  ...names('kind etag'),
  id: RESOURCE_ID,
  snippet: {
    ...names('publishedAt channelId title description channelTitle liveBroadcastContent publishTime'),
    thumbnails: THUMBNAILS,
  },
};

export const VIDEO_CATEGORY: FieldTree = {
  ...names('kind etag id'),
  snippet: names('channelId title assignable'),
};

const PAGING = {
  ...names('eventId visitorId nextPageToken prevPageToken tokenPagination'),
  pageInfo: names('totalResults resultsPerPage'),
};

/** What stands around the items of an answer; only `search.list` has a `regionCode`, and `batchGetStats` no pages. */
export function answerOf(method: {
  resource: FieldTree;
  extraFields?: FieldTree;
  isPaged?: boolean;
}): FieldTree {
  const { resource, extraFields = {}, isPaged = true } = method;
  return { ...names('kind etag'), ...(isPaged ? PAGING : {}), ...extraFields, items: resource };
}

export function partsOf(resource: FieldTree): string[] {
  return Object.keys(resource).filter((name) => name !== 'kind' && name !== 'etag');
}
