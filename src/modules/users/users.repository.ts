import { Injectable } from '@nestjs/common';
import { and, asc, eq, sql } from 'drizzle-orm';
import { Database, type Executor, idArray, type Tx } from '../../platform/database/index.js';
import { type UserRow, users } from './users.tables.js';

export type NewUser = Pick<UserRow, 'name' | 'email'> & Partial<Pick<UserRow, 'role'>>;

@Injectable()
export class UsersRepository {
  constructor(private readonly database: Database) {}

  /** @returns null where the address is taken */
  async insert(executor: Executor, user: NewUser): Promise<UserRow | null> {
    const [row] = await executor
      .insert(users)
      .values(user)
      .onConflictDoNothing({ target: users.email })
      .returning();
    return row ?? null;
  }

  async findById(id: string): Promise<UserRow | null> {
    const [row] = await this.database.db.select().from(users).where(eq(users.id, id));
    return row ?? null;
  }

  /** Keeps users until the transaction ends. @returns those of them who are there */
  async hold(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
    const rows = await tx
      .select({ id: users.id })
      .from(users)
      .where(sql`${users.id} = ANY(${idArray(ids)})`)
      .orderBy(asc(users.id))
      .for('key share');
    return new Set(rows.map(({ id }) => id));
  }

  async findByEmail(email: string): Promise<UserRow | null> {
    const [row] = await this.database.db.select().from(users).where(eq(users.email, email));
    return row ?? null;
  }

  async update(id: string, changes: Partial<UserRow>): Promise<UserRow | null> {
    const [row] = await this.database.db.update(users).set(changes).where(eq(users.id, id)).returning();
    return row ?? null;
  }

  /** Makes a plain user a creator; whoever may do more stays what they are. */
  async promoteToCreator(executor: Executor, id: string): Promise<void> {
    await executor
      .update(users)
      .set({ role: 'creator' })
      .where(and(eq(users.id, id), eq(users.role, 'user')));
  }

  async touchLogin(executor: Executor, id: string): Promise<void> {
    await executor
      .update(users)
      .set({ lastLoginAt: sql`now()` })
      .where(eq(users.id, id));
  }

  async findFirstAdmin(): Promise<UserRow | null> {
    const [row] = await this.database.db
      .select()
      .from(users)
      .where(eq(users.role, 'admin'))
      .orderBy(asc(users.id))
      .limit(1);
    return row ?? null;
  }
}
