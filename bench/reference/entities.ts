import { EntitySchema } from 'typeorm';

export interface CreatorEntity {
  id: string;
  displayName: string;
  avatar: string | null;
}

export interface ContentEntity {
  id: string;
  type: string;
  platform: string;
  externalId: string;
  title: string;
  description: string;
  thumbnail: string | null;
  url: string;
  duration: number | null;
  publishedAt: Date;
  views: string | null;
  likes: string | null;
  comments: string | null;
  shares: string | null;
  tags: string[];
  category: string | null;
  language: string | null;
  creator: CreatorEntity;
}

export interface SubscriptionEntity {
  userId: string;
  creatorId: string;
}

export const creatorEntity = new EntitySchema<CreatorEntity>({
  name: 'creator',
  tableName: 'creators',
  columns: {
    id: { type: 'bigint', primary: true },
    displayName: { type: 'text', name: 'display_name' },
    avatar: { type: 'text', nullable: true },
  },
});

export const contentEntity = new EntitySchema<ContentEntity>({
  name: 'content',
  tableName: 'contents',
  columns: {
    id: { type: 'bigint', primary: true },
    type: { type: 'text' },
    platform: { type: 'text' },
    externalId: { type: 'text', name: 'external_id' },
    title: { type: 'text' },
    description: { type: 'text' },
    thumbnail: { type: 'text', nullable: true },
    url: { type: 'text' },
    duration: { type: 'int', name: 'duration_seconds', nullable: true },
    publishedAt: { type: 'timestamptz', name: 'published_at' },
    views: { type: 'bigint', nullable: true },
    likes: { type: 'bigint', nullable: true },
    comments: { type: 'bigint', nullable: true },
    shares: { type: 'bigint', nullable: true },
    tags: { type: 'text', array: true },
    category: { type: 'text', nullable: true },
    language: { type: 'text', nullable: true },
  },
  relations: {
    creator: { type: 'many-to-one', target: 'creator', joinColumn: { name: 'creator_id' } },
  },
});

export const subscriptionEntity = new EntitySchema<SubscriptionEntity>({
  name: 'subscription',
  tableName: 'subscriptions',
  columns: {
    userId: { type: 'bigint', name: 'user_id', primary: true },
    creatorId: { type: 'bigint', name: 'creator_id', primary: true },
  },
});
