import { type z } from 'zod';
import { type OutboundClient, type OutboundResponse } from '../../platform/outbound/index.js';
import { ConnectorError } from '../connector.errors.js';
import { type Call } from '../connector.js';
import { type Spending } from '../spending.js';
import { type Access } from './access.js';
import { readAnswer } from './answer.js';
import { graphError } from './graph.errors.js';
import { transportError } from './instagram.errors.js';
import { readUsage } from './usage.js';

/** 50 albums of 20 pictures each, whose signed links are a kilobyte long, come to 2 MB. */
const MAX_BYTES = 8_000_000;
const MINUTE_MS = 60_000;
/** Calls during a block prolong it: where Instagram does not say how long, an hour clears every window. */
const BLOCKED_FOR_MS = 60 * MINUTE_MS;

export interface GraphOptions {
  spending: Spending;
  now: () => Date;
  http: OutboundClient;
}

/**
 * Reads nodes of the Graph API, in the way of one token and for one task, whose signal it obeys. What a call uses up
 * shows only in its answer: before it, the books are asked whether its priority may still call at all.
 */
export class Graph {
  constructor(
    private readonly options: GraphOptions,
    private readonly access: Access,
    private readonly call: Call,
  ) {}

  /**
   * @param endpoint names the kind of request in the metrics
   * @throws ConnectorError
   */
  async read<Schema extends z.ZodType>(
    endpoint: string,
    url: string,
    query: Record<string, string>,
    schema: Schema,
  ): Promise<z.output<Schema>> {
    const { http, spending } = this.options;
    const { priority, signal } = this.call;
    const answer = await http
      .request({
        url,
        query: { ...query, access_token: this.access.token },
        signal,
        endpoint: `instagram.${endpoint}`,
        maxBytes: MAX_BYTES,
        beforeSending: async () => {
          await spending.reserve(this.access.bucket, 0, priority);
        },
      })
      .catch((error: unknown) => {
        throw transportError(error);
      });
    const blockedUntil = await this.book(answer);
    if (answer.status === 200) return readAnswer(schema, answer);
    throw await this.refusal(answer, blockedUntil);
  }

  /** Writes down what the answer says is used. @returns until when nothing more may be asked; null where it may */
  private async book({ headers }: OutboundResponse): Promise<Date | null> {
    const usage = readUsage(headers);
    if (usage === null) return null;
    await this.options.spending.observe(this.access.bucket, usage.percent);
    return usage.percent < 100 ? null : this.block(usage.minutesToRegain * MINUTE_MS);
  }

  private async refusal(answer: OutboundResponse, blockedUntil: Date | null): Promise<ConnectorError> {
    const error = graphError(answer);
    if (error.kind !== 'rate_limited') return error;
    const retryAt = blockedUntil ?? (await this.block(BLOCKED_FOR_MS));
    return new ConnectorError(error.kind, error.code, error.message, { retryAt });
  }

  private async block(forMs: number): Promise<Date> {
    const until = new Date(this.options.now().getTime() + (forMs > 0 ? forMs : BLOCKED_FOR_MS));
    await this.options.spending.block(this.access.bucket, until);
    return until;
  }
}
