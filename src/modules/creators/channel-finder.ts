import { Injectable } from '@nestjs/common';
import type { ChannelName, ChannelProfile } from '../../connectors/index.js';
import { AppError } from '../../platform/errors/index.js';
import { ChannelResolver } from './channel-resolver.js';
import { ChannelsRepository } from './channels.repository.js';
import { ChannelNotFound } from './creators.errors.js';
import type { ChannelRow } from './creators.tables.js';

/** How many channels a list has resolved at a time, where each is a call of its own. */
const AT_A_TIME = 4;

/** Finds many channels at once, by whatever names them. */
@Injectable()
export class ChannelFinder {
  constructor(
    private readonly resolver: ChannelResolver,
    private readonly channels: ChannelsRepository,
  ) {}

  /** Those that are here already. Nobody outside is asked. */
  async known(names: readonly ChannelName[]): Promise<Map<ChannelName, ChannelRow>> {
    const rows = await this.channels.findByNames(names);
    return new Map(
      names.flatMap((name) => {
        const row = rows.find((channel) => isNamed(channel, name));
        return row === undefined ? [] : [[name, row] as const];
      }),
    );
  }

  /**
   * Asks the platforms, somebody waiting: for ids in as few calls as there can be, for the others one by one. One that
   * cannot be found never keeps another from being found: it comes back as the error.
   */
  async resolve(names: readonly ChannelName[]): Promise<Map<ChannelName, ChannelProfile | AppError>> {
    const found = new Map<ChannelName, ChannelProfile | AppError>();
    for (const platform of new Set(names.map((name) => name.platform))) {
      const ids = names.flatMap((name) => (name.platform === platform ? (name.externalId ?? []) : []));
      const profiles = ids.length < 2 ? null : await this.resolver.resolveIds(platform, ids).catch(refused);
      if (profiles === null) continue;
      for (const name of names) {
        if (name.platform !== platform || name.externalId === null) continue;
        const profile = profiles instanceof AppError ? profiles : profiles.get(name.externalId);
        found.set(name, profile ?? new ChannelNotFound());
      }
    }
    const queue = names.filter((name) => !found.has(name)).values();
    const work = async () => {
      for (const name of queue) {
        found.set(name, await this.resolver.resolve(name.platform, name.reference).catch(refused));
      }
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, work));
    return found;
  }

  /** How many of these channels nobody has to wait for any more: they were looked at, or are gone. */
  countLooked(ids: readonly string[]): Promise<number> {
    return this.channels.countLooked(ids);
  }
}

function isNamed(channel: ChannelRow, { platform, externalId, handle }: ChannelName): boolean {
  if (channel.platform !== platform) return false;
  if (externalId !== null) return channel.externalId === externalId;
  return handle !== null && channel.handle?.toLowerCase() === handle.toLowerCase();
}

function refused(error: unknown): AppError {
  if (error instanceof AppError) return error;
  throw error;
}
