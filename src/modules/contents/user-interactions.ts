import { Injectable } from '@nestjs/common';
import type { UserInteraction } from './contents.schemas.js';

/** Tells what a fan has done with contents. */
export interface InteractionSource {
  /** By the content's id; what the fan has done nothing with is left out. */
  of(userId: string, contentIds: readonly string[]): Promise<ReadonlyMap<string, UserInteraction>>;
}

export const NO_INTERACTION: UserInteraction = {
  isLiked: false,
  isBookmarked: false,
  isHidden: false,
  watchedAt: null,
  progress: null,
};

/** What contents show of the one who reads them. It is kept by a module above, which says so when it begins. */
@Injectable()
export class UserInteractions {
  private source: InteractionSource | null = null;

  use(source: InteractionSource): void {
    this.source = source;
  }

  /** Gives each view the fan's own part, in one query for all of them. */
  async attach<T extends { id: string }>(
    views: readonly T[],
    userId: string,
  ): Promise<(T & { userInteraction?: UserInteraction })[]> {
    if (this.source === null) return [...views];
    const ids = views.map(({ id }) => id);
    const found = await this.source.of(userId, ids);
    return views.map((view) => ({ ...view, userInteraction: found.get(view.id) ?? NO_INTERACTION }));
  }
}
