import { type z } from 'zod';
import { type OutboundResponse } from '../../platform/outbound/index.js';
import { malformed } from './instagram.errors.js';

/**
 * What an answer says, checked. Graph API answers are JSON, at times under the name of JavaScript; web pages and
 * anything but UTF-8 are refused.
 * @throws ConnectorError `INSTAGRAM_MALFORMED_ANSWER`
 */
export function readAnswer<Schema extends z.ZodType>(
  schema: Schema,
  { headers, body }: OutboundResponse,
): z.output<Schema> {
  const type = headers['content-type'] ?? 'application/json';
  if (!/\b(json|javascript)\b/i.test(type)) throw malformed(`not JSON but ${type}`);
  const result = schema.safeParse(parseJson(body));
  if (!result.success) throw malformed('not as described', result.error);
  return result.data;
}

function parseJson(body: Buffer): unknown {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    // Ids have 17 digits, more than a number keeps, and some answers write them without quotes.
    return JSON.parse(text.replace(/("(?:user_)?id"\s*:\s*)(\d+)/g, '$1"$2"'));
  } catch (error) {
    throw malformed('not JSON', error);
  }
}
