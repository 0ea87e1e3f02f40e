import { sql } from 'drizzle-orm';
import { check, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { createdAt, identity, instant } from '../../platform/database/index.js';
import type { UserRole } from '../../platform/http/index.js';

export type ServiceStatus = 'active' | 'inactive' | 'suspended';

export interface UserPreferences {
  categories: string[];
}

export const users = pgTable(
  'users',
  {
    id: identity(),
    name: text('name').notNull(),
    /** In lower case, so that one address is one account. */
    email: text('email').notNull(),
    avatar: text('avatar'),
    bio: text('bio').notNull().default(''),
    preferences: jsonb('preferences').$type<UserPreferences>().notNull().default({ categories: [] }),
    role: text('role').$type<UserRole>().notNull().default('user'),
    serviceStatus: text('service_status').$type<ServiceStatus>().notNull().default('active'),
    createdAt: createdAt(),
    lastLoginAt: instant('last_login_at'),
  },
  (table) => [
    uniqueIndex('users_email_key').on(table.email),
    check('users_email_lower', sql`${table.email} = lower(${table.email})`),
    check('users_role', sql`${table.role} IN ('user', 'creator', 'moderator', 'admin')`),
    check('users_service_status', sql`${table.serviceStatus} IN ('active', 'inactive', 'suspended')`),
  ],
);

export type UserRow = typeof users.$inferSelect;
