import { VIDEO_CATEGORY } from './field-names.js';
import { resource, type ListMethod, type PartBuilders } from './list-method.js';

interface Category {
  readonly id: string;
  readonly title: string;
}

/** The categories that a video can be given; the same in every region. */
const CATEGORIES: readonly Category[] = [
  { id: '1', title: 'Film & Animation' },
  { id: '2', title: 'Autos & Vehicles' },
  { id: '10', title: 'Music' },
  { id: '15', title: 'Pets & Animals' },
  { id: '17', title: 'Sports' },
  { id: '19', title: 'Travel & Events' },
  { id: '20', title: 'Gaming' },
  { id: '22', title: 'People & Blogs' },
  { id: '23', title: 'Comedy' },
  { id: '24', title: 'Entertainment' },
  { id: '25', title: 'News & Politics' },
  { id: '26', title: 'Howto & Style' },
  { id: '27', title: 'Education' },
  { id: '28', title: 'Science & Technology' },
];

const PARTS: PartBuilders<Category> = {
  snippet: ({ title }) => ({ title, assignable: true, channelId: 'UCBR8-60-B28hp2BmDPdntcQ' }),
};

/** `videoCategories.list`. */
export const videoCategories: ListMethod = {
  bucket: 'main',
  parameters: ['id', 'regionCode', 'hl'],
  resource: VIDEO_CATEGORY,
  list(query, parts, site) {
    const ids = query.oneFilterOf(['id', 'regionCode']) === 'id' ? query.ids('id') : null;
    const found = CATEGORIES.filter(({ id }) => ids === null || ids.includes(id));
    const items = found.map((category) => {
      return resource({ kind: 'youtube#videoCategory', id: category.id }, category, PARTS, parts, site);
    });
    return { kind: 'youtube#videoCategoryListResponse', items };
  },
};
