import { z } from 'zod';
import { id, text } from '../../platform/http/index.js';
import type { CategoryRow } from './categories.tables.js';

const slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(50)
  .meta({ description: 'What creators and clients know it by.', examples: ['music'] });
const names = z.strictObject({ en: text(1, 50), ko: text(1, 50), ja: text(1, 50) });
const position = z.int().min(0).max(1_000_000).meta({ description: 'Lower ones come first.' });

export const categoryPath = z.strictObject({ id });

export const newCategory = z.strictObject({ slug, names, position: position.default(100) });

export const categoryUpdate = z.strictObject({
  slug: slug.optional(),
  names: names.optional(),
  position: position.optional(),
});

export const categoryRemoval = z.strictObject({
  replaceWith: text(1, 50).optional().meta({ description: 'The slug that its creators get instead.' }),
});

export const categoryView = z
  .object({
    id: z.string(),
    slug: z.string(),
    names: z.object({ en: z.string(), ko: z.string(), ja: z.string() }),
    position: z.int(),
    creatorCount: z.int(),
  })
  .meta({ id: 'Category' });

export const categoryRemoved = z.object({
  removed: z.literal(true),
  replaced: z.int().meta({ description: 'Creators who have the other category now.' }),
});

export type NewCategory = z.infer<typeof newCategory>;
export type CategoryUpdate = z.infer<typeof categoryUpdate>;
export type CategoryRemoval = z.infer<typeof categoryRemoval>;
export type CategoryView = z.infer<typeof categoryView>;
export type CategoryRemoved = z.infer<typeof categoryRemoved>;

export function presentCategory(row: CategoryRow, creatorCount: number): CategoryView {
  return { ...row, creatorCount };
}
