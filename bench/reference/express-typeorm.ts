import type { AddressInfo } from 'node:net';
import express from 'express';
import { createVerifier } from 'fast-jwt';
import { DataSource } from 'typeorm';
import { type ContentEntity, contentEntity, creatorEntity, subscriptionEntity } from './entities.js';

/*
 * The feed as it was designed first: Express, TypeORM, and one join over subscriptions, contents and creators. On the
 * same database with the same indexes, and as good as it gets: the token is verified once, `limit` spares the query for
 * distinct ids that `take` would make, and nothing is read that is not shown.
 */

interface Start {
  databaseUrl: string;
  secret: string;
}

const PAGE = 20;

async function serve({ databaseUrl, secret }: Start): Promise<string> {
  const source = new DataSource({
    type: 'postgres',
    url: databaseUrl,
    entities: [contentEntity, creatorEntity, subscriptionEntity],
    poolSize: 10,
  });
  await source.initialize();
  const contents = source.getRepository(contentEntity);
  const verify = createVerifier({ key: secret, cache: 5000 }) as (token: string) => { sub: string };
  const app = express();
  app.disable('x-powered-by');
  app.get('/api/v1/feed', async (request, response) => {
    const { sub: userId } = verify(request.headers.authorization?.slice('Bearer '.length) ?? '');
    const items = await contents
      .createQueryBuilder('content')
      .innerJoinAndSelect('content.creator', 'creator')
      .innerJoin('subscription', 'subscription', 'subscription.creator_id = content.creator_id')
      .where('subscription.user_id = :userId', { userId })
      .andWhere(`content.state NOT IN ('announced', 'gone')`)
      .orderBy('content.publishedAt', 'DESC')
      .addOrderBy('content.id', 'DESC')
      .limit(PAGE)
      .getMany();
    response.json({ success: true, data: items.map(present), pagination: { limit: PAGE, hasNext: true } });
  });
  return new Promise((resolve) => {
    const server = app.listen(0, '127.0.0.1', () => {
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    });
    process.once('disconnect', () => {
      server.close();
      server.closeAllConnections();
      void source.destroy();
    });
  });
}

function present({
  creator,
  views,
  likes,
  comments,
  shares,
  tags,
  category,
  language,
  ...content
}: ContentEntity) {
  return {
    ...content,
    creator: { id: creator.id, name: creator.displayName, avatar: creator.avatar },
    statistics: { views, likes, comments, shares },
    metadata: { tags, category, language },
  };
}

process.once('message', (start: Start) => {
  void serve(start).then((url) => process.send?.({ url }));
});
