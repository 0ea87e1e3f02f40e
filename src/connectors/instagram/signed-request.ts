import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { ConnectorError } from '../connector.errors.js';

const payload = z.object({
  algorithm: z.literal('HMAC-SHA256'),
  user_id: z.coerce.string().min(1),
});

/**
 * Reads what Meta signs with the application's secret: `signature.payload`, both in base64url
 * (developers.facebook.com/docs/facebook-login/guides/advanced/existing-system, "Parsing the signed request").
 * @returns the id that the account has for this application
 * @throws ConnectorError `unauthorized` where the signature is not right, `malformed` where it makes no sense
 */
export function readSignedRequest(signedRequest: string, secret: string): string {
  const [signature = '', body = ''] = signedRequest.split('.');
  const expected = createHmac('sha256', secret).update(body).digest();
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    throw new ConnectorError('unauthorized', 'INSTAGRAM_SIGNATURE_INVALID', 'Meta did not sign this request');
  const { data } = payload.safeParse(jsonOf(body));
  if (data === undefined)
    throw new ConnectorError('malformed', 'INSTAGRAM_MALFORMED_REQUEST', 'The signed request names nobody');
  return data.user_id;
}

function jsonOf(base64url: string): unknown {
  try {
    return JSON.parse(Buffer.from(base64url, 'base64url').toString());
  } catch {
    return null;
  }
}
