import { type Account } from '../catalogue/account.js';
import { type Media, type Part } from '../catalogue/media.js';
import { type Site } from '../site.js';
import { type Field } from './field-list.js';
import { type JsonObject, nonexistingField } from './graph-error.js';
import { mediaPage } from './page.js';

/** What a kind of node shows, by the names of its fields; undefined is left out. */
type Fields<Node> = Readonly<Record<string, (node: Node, site: Site, field: Field) => unknown>>;

/** The fields that were asked for, and the id whether it was or not. @throws GraphError 100 for a name there is not */
function show<Node>(
  kind: { name: string; fields: Fields<Node> },
  node: Node,
  asked: readonly Field[],
  site: Site,
): JsonObject {
  const names = asked.some(({ name }) => name === 'id') ? asked : [...asked, ID];
  return Object.fromEntries(
    names.flatMap((field) => {
      const read = Object.hasOwn(kind.fields, field.name) ? kind.fields[field.name] : undefined;
      if (read === undefined) throw nonexistingField(field.name, kind.name);
      const value = read(node, site, field);
      return value === undefined ? [] : [[field.name, value] as const];
    }),
  );
}

const ID: Field = { name: 'id', modifiers: {}, below: [] };

const ACCOUNT_FIELDS: Fields<Account> = {
  username: ({ username }) => username,
  name: ({ name }) => name,
  biography: ({ biography }) => biography,
  website: ({ website }) => website ?? undefined,
  followers_count: ({ followersCount }) => followersCount,
  follows_count: ({ followsCount }) => followsCount,
  media_count: ({ id }, { catalogue }) => catalogue.mediaOf(id).length,
  profile_picture_url: ({ id }, { links }) => links.sign(`/avatar/${id}.jpg`),
};

const PART_FIELDS: Fields<Part> = {
  id: ({ id }) => id,
  media_type: ({ type }) => type,
  media_url: ({ id, type }, { links }) => links.sign(`/media/${id}.${type === 'VIDEO' ? 'mp4' : 'jpg'}`),
  thumbnail_url: ({ id, type }, { links }) => (type === 'VIDEO' ? links.sign(`/media/${id}.jpg`) : undefined),
  permalink: ({ shortcode }) => `https://www.instagram.com/p/${shortcode}/`,
  shortcode: ({ shortcode }) => shortcode,
  alt_text: ({ altText }) => altText ?? undefined,
  timestamp: ({ uploadedAt }) => instant(uploadedAt),
};

/** Counts of hidden likes are left out, but for the owner. */
const MEDIA_FIELDS: Fields<Media> = {
  ...ofFirstPart(PART_FIELDS),
  id: ({ id }) => id,
  media_type: ({ kind, parts }) => (kind === 'album' ? 'CAROUSEL_ALBUM' : parts[0]?.type),
  media_product_type: ({ kind }) => (kind === 'reel' ? 'REELS' : 'FEED'),
  permalink: ({ kind, shortcode }) =>
    `https://www.instagram.com/${kind === 'reel' ? 'reel' : 'p'}/${shortcode}/`,
  shortcode: ({ shortcode }) => shortcode,
  caption: ({ caption }) => (caption === '' ? undefined : caption),
  timestamp: ({ timestamp }) => instant(timestamp),
  username: ({ accountId }, { catalogue }) => catalogue.account(accountId)?.username,
  like_count: ({ likeCount, hidesLikes }) => (hidesLikes ? undefined : likeCount),
  comments_count: ({ commentsCount }) => commentsCount,
  children: ({ kind, parts }, site, { below }) =>
    kind === 'album'
      ? { data: parts.map((part) => show({ name: 'IGMedia', fields: PART_FIELDS }, part, below, site)) }
      : undefined,
};

/** On graph.facebook.com. */
const IG_MEDIA = {
  name: 'IGMedia',
  fields: {
    ...MEDIA_FIELDS,
    view_count: ({ kind, viewCount }: Media) => (kind === 'reel' ? viewCount : undefined),
  },
};
/** On graph.instagram.com, where there is an owner only. */
const OWN_MEDIA = {
  name: 'Media',
  fields: { ...MEDIA_FIELDS, like_count: ({ likeCount }: Media) => likeCount },
};

const IG_USER = {
  name: 'IGUser',
  fields: {
    id: ({ id }: Account) => id,
    ...ACCOUNT_FIELDS,
    media: ({ id }: Account, site: Site, { modifiers, below }: Field) => {
      const page = mediaPage(site.catalogue.mediaOf(id), modifiers);
      if (page.media.length === 0) return undefined;
      const cursors = {
        ...(page.before !== null && { before: page.before }),
        ...(page.after !== null && { after: page.after }),
      };
      return {
        data: page.media.map((media) => show(IG_MEDIA, media, below, site)),
        paging: { cursors },
      };
    },
  },
};

const OWN_USER = {
  name: 'User',
  fields: {
    id: ({ scopedId }: Account) => scopedId,
    user_id: ({ id }: Account) => id,
    account_type: ({ kind }: Account) => (kind === 'business' ? 'BUSINESS' : 'MEDIA_CREATOR'),
    ...ACCOUNT_FIELDS,
  },
};

export const nodes = {
  user: (account: Account, asked: readonly Field[], site: Site) => show(IG_USER, account, asked, site),
  ownUser: (account: Account, asked: readonly Field[], site: Site) => show(OWN_USER, account, asked, site),
  ownMedia: (media: Media, asked: readonly Field[], site: Site) => show(OWN_MEDIA, media, asked, site),
};

/** As the Graph API writes it: UTC, to the second, without a colon. */
function instant(time: Date): string {
  return time.toISOString().replace(/\.\d{3}Z$/, '+0000');
}

function ofFirstPart(fields: Fields<Part>): Fields<Media> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, read]) => [
      name,
      ({ parts: [part] }: Media, site: Site, field: Field) => part && read(part, site, field),
    ]),
  );
}
