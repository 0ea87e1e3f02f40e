import { createHmac } from 'node:crypto';
import { SimulatorServer } from '../http/server.js';
import { type XSimulator } from './index.js';

export interface XAnswer {
  readonly status: number;
  readonly headers: Headers;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what a spec reads is what it asserts
  readonly body: any;
}

/** One call of the API, as the specs of this folder make it. */
export async function callX(
  { url }: XSimulator,
  method: string,
  path: string,
  query: Record<string, string> = {},
  body?: object,
  token = 'right',
): Promise<XAnswer> {
  const response = await fetch(`${url}${path}?${new URLSearchParams(query).toString()}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

/** A server that proves to X that it knows the secret, and keeps what it is brought. */
export async function crcServer(secret: string) {
  const server = await SimulatorServer.open();
  const received: { signature: string; body: string }[] = [];
  server.serve(async (request) => {
    const url = new URL(request.url ?? '/', server.url);
    const token = url.searchParams.get('crc_token');
    const sign = (text: string) => `sha256=${createHmac('sha256', secret).update(text).digest('base64')}`;
    if (request.method === 'POST') {
      const chunks = await request.toArray();
      const signature = String(request.headers['x-twitter-webhooks-signature']);
      received.push({ signature, body: Buffer.concat(chunks as Buffer[]).toString() });
    }
    const answer = JSON.stringify(token === null ? {} : { response_token: sign(token) });
    return { status: 200, headers: { 'content-type': 'application/json' }, body: answer };
  });
  return { url: server.url, received, close: () => server.close() };
}
