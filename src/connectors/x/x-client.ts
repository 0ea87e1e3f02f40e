import { type z } from 'zod';
import { type OutboundClient, type OutboundResponse } from '../../platform/outbound/index.js';
import { ConnectorError } from '../connector.errors.js';
import { type Call } from '../connector.js';
import { type Reservation, type Spending } from '../spending.js';
import { respelled } from './spelling.js';
import { type Endpoint, windowOf, type XAccount } from './x-account.js';
import { apiError, malformed, rateLimited, transportError } from './x.errors.js';

/** A hundred long posts with their media and what they quote come to less than 2 MB. */
const MAX_BYTES = 8_000_000;

export interface XClientOptions {
  /** `https://api.x.com` */
  apiUrl: string;
  account: XAccount;
  spending: Spending;
  now: () => Date;
  http: OutboundClient;
}

interface Message {
  endpoint: Endpoint;
  path: string;
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  query?: Record<string, string>;
  body?: object;
}

interface Asked<Schema extends z.ZodType> extends Message {
  schema: Schema;
  /** The most it may cost and what it did cost, in millionths of a dollar; absent where it is free. */
  price?: { most: number; of: (answer: z.output<Schema>) => number };
}

/**
 * One way to ask X anything: booked before it is sent, checked when it is answered. Lives for one task, whose signal it
 * obeys.
 */
export class XClient {
  constructor(
    private readonly options: XClientOptions,
    private readonly call: Call,
  ) {}

  /**
   * Sends a request and reads its answer, which comes in the newer spelling. What brought nothing is not paid.
   * @throws ConnectorError
   */
  async ask<Schema extends z.ZodType>({
    schema,
    price,
    ...message
  }: Asked<Schema>): Promise<z.output<Schema>> {
    const booked: Reservation[] = [];
    const settle = async (actual: number): Promise<void> => {
      // Repeats of a request bring the same resources, which X counts once a day.
      await Promise.all(booked.map((one, n) => one.settle(n === booked.length - 1 ? actual : 0)));
    };
    let answer: OutboundResponse;
    try {
      answer = await this.send(message, async () => {
        await this.bookCall(message.endpoint);
        if (price !== undefined) booked.push(await this.bookMoney(price.most));
      });
      await this.obey(message.endpoint, answer);
      if (answer.status < 200 || answer.status > 299) throw await this.failed(answer);
    } catch (error) {
      await settle(0);
      throw error;
    }
    const parsed = parse(schema, answer);
    await settle(price?.of(parsed) ?? 0);
    return parsed;
  }

  private async send(
    { endpoint, path, method = 'GET', query = {}, body }: Message,
    beforeSending: () => Promise<void>,
  ): Promise<OutboundResponse> {
    const { apiUrl, account, http } = this.options;
    try {
      return await http.request({
        url: apiUrl + path,
        method,
        query,
        headers: {
          authorization: `Bearer ${account.token}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: this.call.signal,
        endpoint: `x.${endpoint}`,
        maxBytes: MAX_BYTES,
        beforeSending,
        readRetryAt: closedUntil,
      });
    } catch (error) {
      throw transportError(error);
    }
  }

  /** Keeps all processes from asking what X would refuse. */
  private async bookCall(endpoint: Endpoint): Promise<void> {
    const { spending, account } = this.options;
    try {
      await spending.reserve(account.calls(endpoint), 1, this.call.priority);
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      throw rateLimited(error.retryAt);
    }
  }

  private bookMoney(most: number): Promise<Reservation> {
    const { spending, account } = this.options;
    return spending.reserve(account.money, most, this.call.priority);
  }

  private async obey(endpoint: Endpoint, { headers }: OutboundResponse): Promise<void> {
    const window = windowOf(headers);
    if (window === null) return;
    const { account, spending } = this.options;
    account.learn(endpoint, window);
    if (window.remaining === 0) await spending.block(account.calls(endpoint), window.resetsAt);
  }

  private async failed(answer: OutboundResponse): Promise<ConnectorError> {
    const { account, spending, now } = this.options;
    const error = apiError(answer, now());
    if (error.kind === 'quota_exhausted' && error.retryAt !== null) {
      await spending.block(account.money, error.retryAt);
    }
    return error;
  }
}

function closedUntil(headers: Readonly<Record<string, string>>): Date | null {
  const window = windowOf(headers);
  return window?.remaining === 0 ? window.resetsAt : null;
}

/** @throws ConnectorError `X_MALFORMED_ANSWER` */
function parse<Schema extends z.ZodType>(
  schema: Schema,
  { headers, body }: OutboundResponse,
): z.output<Schema> {
  const type = headers['content-type'] ?? 'application/json';
  if (!type.includes('json')) throw malformed(`not JSON but ${type}`);
  let json: unknown;
  try {
    // A deletion may be answered with nothing.
    json = body.length === 0 ? null : JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (error) {
    throw malformed('not JSON', error);
  }
  const result = schema.safeParse(respelled(json));
  if (!result.success) throw malformed('not as described', result.error);
  return result.data;
}
