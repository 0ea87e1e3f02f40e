import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/index.js';
import type { Principal } from '../../platform/http/index.js';
import { UsersService } from '../users/index.js';
import { FoldersRepository } from './folders.repository.js';
import { FolderExists, FolderNotFound, TooManyFolders } from './interactions.errors.js';
import { type FolderBody, type FolderView, presentFolder } from './interactions.schemas.js';

const MOST_FOLDERS = 100;

/** Folders that a fan puts bookmarks into. */
@Injectable()
export class FoldersService {
  constructor(
    private readonly database: Database,
    private readonly repository: FoldersRepository,
    private readonly users: UsersService,
  ) {}

  async list({ userId }: Principal): Promise<FolderView[]> {
    const folders = await this.repository.findCounted(userId);
    return folders.map(({ folder, bookmarkCount }) => presentFolder(folder, bookmarkCount));
  }

  /** @throws FolderExists, TooManyFolders, UserNotFound */
  async add({ name }: FolderBody, { userId }: Principal): Promise<FolderView> {
    const folder = await this.database.transaction(async (tx) => {
      await this.users.hold(tx, userId);
      await this.repository.lock(tx, userId);
      if ((await this.repository.countOf(tx, userId)) >= MOST_FOLDERS) throw new TooManyFolders();
      return this.repository.insert(tx, userId, name);
    });
    if (folder === null) throw new FolderExists();
    return presentFolder(folder, 0);
  }

  /** @throws FolderNotFound, FolderExists */
  async rename(id: string, { name }: FolderBody, { userId }: Principal): Promise<FolderView> {
    await this.database.transaction(async (tx) => {
      await this.repository.lock(tx, userId);
      const known = await this.repository.findByName(tx, userId, name);
      if (known !== null && known.id !== id) throw new FolderExists();
      if (!(await this.repository.rename(tx, userId, id, name))) throw new FolderNotFound();
    });
    const [renamed] = await this.repository.findCounted(userId, id);
    if (renamed === undefined) throw new FolderNotFound();
    return presentFolder(renamed.folder, renamed.bookmarkCount);
  }

  /** What was in it stays bookmarked. @throws FolderNotFound */
  async remove(id: string, { userId }: Principal): Promise<{ removed: true }> {
    if (!(await this.repository.delete(this.database.db, userId, id))) throw new FolderNotFound();
    return { removed: true };
  }
}
