import { z } from 'zod';
import { text, timestamp, USER_ROLES } from '../../platform/http/index.js';
import type { UserRow } from './users.tables.js';

export const userName = text(1, 50);

export const userView = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    avatar: z.string().optional(),
    role: z.enum(USER_ROLES),
    serviceStatus: z.enum(['active', 'inactive', 'suspended']),
    createdAt: timestamp,
    lastLoginAt: timestamp.optional(),
  })
  .meta({ id: 'User' });

export type UserView = z.infer<typeof userView>;

const preferences = z.strictObject({ categories: z.array(text(1, 50)).max(50) });

export const profileView = userView.extend({ bio: z.string(), preferences }).meta({ id: 'Profile' });

export type ProfileView = z.infer<typeof profileView>;

export const profileUpdate = z.strictObject({
  name: userName.optional(),
  avatar: z
    .url({ protocol: /^https$/ })
    .max(2000)
    .nullable()
    .optional(),
  bio: text(0, 500).optional(),
  preferences: preferences.optional(),
});

export type ProfileUpdate = z.infer<typeof profileUpdate>;

export function presentUser(row: UserRow): UserView {
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    ...(row.avatar === null ? {} : { avatar: row.avatar }),
    role: row.role,
    serviceStatus: row.serviceStatus,
    createdAt: row.createdAt.toISOString(),
    ...(row.lastLoginAt === null ? {} : { lastLoginAt: row.lastLoginAt.toISOString() }),
  };
}

export function presentProfile(row: UserRow): ProfileView {
  return { ...presentUser(row), bio: row.bio, preferences: row.preferences };
}
