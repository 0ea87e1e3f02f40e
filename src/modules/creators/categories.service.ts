import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../platform/database/index.js';
import { CategoriesRepository } from './categories.repository.js';
import {
  type CategoryRemoval,
  type CategoryRemoved,
  type CategoryUpdate,
  type CategoryView,
  type NewCategory,
  presentCategory,
} from './categories.schemas.js';
import { CategoryInUse, CategoryNotFound, CategoryTaken } from './creators.errors.js';

/** What creators are about. A category has a slug, by which creators have it, and a name in each language. */
@Injectable()
export class CategoriesService {
  constructor(
    private readonly database: Database,
    private readonly repository: CategoriesRepository,
  ) {}

  async list(): Promise<CategoryView[]> {
    const rows = await this.repository.findCounted();
    return rows.map(({ category, creatorCount }) => presentCategory(category, creatorCount));
  }

  /**
   * Makes sure that there is such a category, and that it stays there until the transaction ends.
   * @throws CategoryNotFound
   */
  async hold(tx: Tx, slug: string): Promise<void> {
    if (!(await this.repository.hold(tx, slug))) throw new CategoryNotFound();
  }

  /** @throws CategoryTaken */
  async add(category: NewCategory): Promise<CategoryView> {
    const row = await this.database.transaction(async (tx) => {
      await this.repository.lockSlugs(tx);
      return this.repository.insert(tx, category);
    });
    if (row === null) throw new CategoryTaken();
    return presentCategory(row, 0);
  }

  /** @throws CategoryNotFound, CategoryTaken */
  async update(id: string, { slug, names, position }: CategoryUpdate): Promise<CategoryView> {
    await this.database.transaction(async (tx) => {
      await this.repository.lockSlugs(tx);
      const category = await this.repository.lock(tx, id);
      if (category === null) throw new CategoryNotFound();
      const other = slug === undefined ? null : await this.repository.findBySlug(tx, slug);
      if (other !== null && other.id !== id) throw new CategoryTaken();
      await this.repository.update(tx, id, {
        slug: slug ?? category.slug,
        names: names ?? category.names,
        position: position ?? category.position,
      });
    });
    const [row] = await this.repository.findCounted(id);
    if (row === undefined) throw new CategoryNotFound();
    return presentCategory(row.category, row.creatorCount);
  }

  /** @throws CategoryNotFound, CategoryInUse unless something takes its place */
  remove(id: string, { replaceWith }: CategoryRemoval): Promise<CategoryRemoved> {
    return this.database.transaction(async (tx) => {
      const category = await this.repository.lock(tx, id);
      if (category === null) throw new CategoryNotFound();
      const { slug } = category;
      if (replaceWith === slug) throw new CategoryInUse();
      if (replaceWith !== undefined) await this.hold(tx, replaceWith);
      else if (await this.repository.isInUse(tx, slug)) throw new CategoryInUse();
      const replaced = replaceWith === undefined ? 0 : await this.repository.replace(tx, slug, replaceWith);
      await this.repository.delete(tx, id);
      return { removed: true, replaced };
    });
  }
}
