import { Injectable } from '@nestjs/common';
import type { Executor, Tx } from '../../platform/database/index.js';
import { EmailTaken, UserNotFound } from './users.errors.js';
import { type NewUser, UsersRepository } from './users.repository.js';
import { presentProfile, type ProfileUpdate, type ProfileView } from './users.schemas.js';
import type { UserRow } from './users.tables.js';

@Injectable()
export class UsersService {
  constructor(private readonly repository: UsersRepository) {}

  /** @throws EmailTaken */
  async create(executor: Executor, user: NewUser): Promise<UserRow> {
    const row = await this.repository.insert(executor, user);
    if (row === null) throw new EmailTaken();
    return row;
  }

  findById(id: string): Promise<UserRow | null> {
    return this.repository.findById(id);
  }

  /**
   * Keeps a user from being deleted until the transaction ends.
   * @throws UserNotFound
   */
  async hold(tx: Tx, id: string): Promise<void> {
    if (!(await this.repository.hold(tx, [id])).has(id)) throw new UserNotFound();
  }

  /** The same of several. @returns those of them who are there */
  holdMany(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
    return this.repository.hold(tx, ids);
  }

  findByEmail(email: string): Promise<UserRow | null> {
    return this.repository.findByEmail(email);
  }

  recordLogin(executor: Executor, id: string): Promise<void> {
    return this.repository.touchLogin(executor, id);
  }

  /** They turned out to be a creator: their tokens say so from the next sign-in or refresh on. */
  promoteToCreator(executor: Executor, id: string): Promise<void> {
    return this.repository.promoteToCreator(executor, id);
  }

  firstAdmin(): Promise<UserRow | null> {
    return this.repository.findFirstAdmin();
  }

  /** @throws UserNotFound */
  async profile(userId: string): Promise<ProfileView> {
    return this.present(await this.repository.findById(userId));
  }

  /**
   * Changes what is given and leaves the rest.
   * @throws UserNotFound
   */
  async updateProfile(userId: string, update: ProfileUpdate): Promise<ProfileView> {
    const changes = Object.fromEntries(Object.entries(update).filter(([, value]) => value !== undefined));
    if (Object.keys(changes).length === 0) return this.profile(userId);
    return this.present(await this.repository.update(userId, changes));
  }

  private present(row: UserRow | null): ProfileView {
    if (row === null) throw new UserNotFound();
    return presentProfile(row);
  }
}
