import { type Query } from '../api/query.js';
import { pick } from '../api/shown.js';
import { type Spelling } from '../api/spelling.js';
import { type Activity } from './activity.js';

export interface ActivityCall {
  readonly method: string;
  readonly query: Query;
  readonly body: unknown;
  readonly spelling: Spelling;
  /** What the path ends in; empty for a whole list. */
  readonly name: string;
}

/** `/2/webhooks`. @throws ApiError */
export async function answerWebhooks({ webhooks }: Activity, call: ActivityCall): Promise<object> {
  const { method, query, body, spelling, name } = call;
  query.allowOnly(['webhook_config.fields']);
  if (method === 'POST') {
    const { url = '' } = (body ?? {}) as { url?: string };
    const made = await webhooks.register(url, spelling);
    return spelling === 'tweet' ? made : { data: made };
  }
  if (method === 'PUT') {
    const valid = await webhooks.validate(name);
    return { data: spelling === 'tweet' ? { attempted: true } : { valid } };
  }
  if (method === 'DELETE') {
    webhooks.delete(name);
    return { data: { deleted: true } };
  }
  const fields = new Set(['id', 'url', 'valid', 'created_at', ...query.names('webhook_config.fields')]);
  const data = webhooks.list().map((webhook) => pick({ ...webhook }, fields));
  return { ...(data.length > 0 && { data }), meta: { result_count: data.length } };
}

/** `/2/activity/subscriptions`. Only 2.166 describes pages of it. @throws ApiError */
export function answerSubscriptions({ subscriptions }: Activity, call: ActivityCall): object {
  const { method, query, body, spelling, name } = call;
  query.allowOnly(['max_results', 'pagination_token']);
  const total = () => (spelling === 'tweet' ? { meta: { total_subscriptions: subscriptions.size } } : {});
  if (method === 'POST') {
    const subscription = subscriptions.add(body, spelling);
    return { data: { subscription }, ...total() };
  }
  if (method === 'DELETE') {
    subscriptions.delete(name);
    return { data: { deleted: true }, ...total() };
  }
  const size = query.wholeNumber('max_results', { min: 1, max: 1_000, fallback: 100 });
  const start = query.token((token) => (/^\d{16}$/.test(token) ? Number(token) : null)) ?? 0;
  const page = subscriptions.list().slice(start, start + size);
  const next =
    start + size < subscriptions.size ? { next_token: String(start + size).padStart(16, '0') } : {};
  return { data: page, ...(spelling === 'tweet' && { meta: { result_count: page.length, ...next } }) };
}
