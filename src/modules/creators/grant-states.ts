import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Clock } from '../../platform/clock/index.js';
import { SealBroken, Seals } from '../../platform/secrets/index.js';
import { ChannelGrantsRepository } from './channel-grants.repository.js';
import { GrantStateInvalid } from './creators.errors.js';

const PURPOSE = 'channel grant state';
const LIFE_MS = 10 * 60_000;

/** On whose behalf an owner is asked, and for which creator. */
export interface GrantRequest {
  creatorId: string;
  userId: string;
}

const content = z.object({
  id: z.uuid(),
  creatorId: z.string(),
  userId: z.string(),
  expiresAt: z.iso.datetime().transform((time) => new Date(time)),
});

/** What an owner's browser carries to the platform and back: sealed, good for ten minutes, and once. */
@Injectable()
export class GrantStates {
  constructor(
    private readonly repository: ChannelGrantsRepository,
    private readonly seals: Seals,
    private readonly clock: Clock,
  ) {}

  issue(request: GrantRequest): string {
    const expiresAt = new Date(this.clock.now().getTime() + LIFE_MS).toISOString();
    return this.seals.seal(PURPOSE, '', JSON.stringify({ ...request, id: randomUUID(), expiresAt }));
  }

  /** @throws GrantStateInvalid for one that was made up, changed, used, or is too old */
  async use(state: string): Promise<GrantRequest> {
    const { id, expiresAt, creatorId, userId } = this.read(state);
    if (expiresAt <= this.clock.now() || !(await this.repository.useState(id, expiresAt)))
      throw new GrantStateInvalid();
    return { creatorId, userId };
  }

  private read(state: string): z.output<typeof content> {
    try {
      return content.parse(JSON.parse(this.seals.open(PURPOSE, '', state)));
    } catch (cause) {
      if (cause instanceof SealBroken) throw new GrantStateInvalid({ cause });
      throw cause;
    }
  }
}
