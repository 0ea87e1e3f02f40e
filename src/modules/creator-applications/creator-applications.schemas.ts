import { z } from 'zod';
import { id, pageQuery, text, timestamp } from '../../platform/http/index.js';
import { type CreatorSummary, newChannels } from '../creators/index.js';
import { APPLICATION_KINDS, APPLICATION_STATUSES } from './application-states.js';
import type { ApplicationRow } from './creator-applications.tables.js';

export const applicationPath = z.strictObject({ id });

export const newApplication = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('propose'),
    channels: newChannels,
    message: text(1, 1_000).optional(),
  }),
  z.strictObject({
    kind: z.literal('claim'),
    creatorId: id,
    channelId: id.optional().meta({ description: 'Whose description is to show the code; their first one.' }),
  }),
]);

export const applicationQuery = pageQuery.extend({ status: z.enum(APPLICATION_STATUSES).optional() });

export const rejection = z.strictObject({ reason: text(1, 1_000).optional() });

const common = z.object({
  id: z.string(),
  kind: z.enum(APPLICATION_KINDS),
  status: z.enum(APPLICATION_STATUSES).meta({
    description: '`unproved` waits for the claimant, `pending` for an admin.',
  }),
  channels: newChannels.optional(),
  message: z.string().optional(),
  creator: z.object({ id: z.string(), name: z.string(), avatar: z.string().nullable() }).optional(),
  channelId: z.string().optional(),
  outcome: z.enum(['added', 'already_there']).optional().meta({ description: 'Of a proposal.' }),
  reason: z.string().optional(),
  createdAt: timestamp,
  decidedAt: timestamp.optional(),
});

export const applicationView = common
  .extend({
    code: z.string().optional().meta({ description: "To be put into the channel's description." }),
    codeExpiresAt: timestamp.optional(),
  })
  .meta({ id: 'CreatorApplication' });

export const applicationForAdmins = common
  .extend({ user: z.object({ id: z.string(), name: z.string() }) })
  .meta({ id: 'CreatorApplicationForAdmins' });

export type NewApplication = z.infer<typeof newApplication>;
export type NewProposal = Extract<NewApplication, { kind: 'propose' }>;
export type NewClaim = Extract<NewApplication, { kind: 'claim' }>;
export type ApplicationQuery = z.infer<typeof applicationQuery>;
export type ApplicationView = z.infer<typeof applicationView>;
export type ApplicationForAdmins = z.infer<typeof applicationForAdmins>;

/** As its applicant sees it. */
export function presentApplication(row: ApplicationRow, creator?: CreatorSummary): ApplicationView {
  const isToBeProved = row.status === 'unproved' && row.code !== null && row.codeExpiresAt !== null;
  return {
    ...presentCommon(row, creator),
    ...(isToBeProved ? { code: row.code ?? '', codeExpiresAt: row.codeExpiresAt?.toISOString() } : {}),
  };
}

export function presentForAdmins(
  row: ApplicationRow,
  user: { id: string; name: string },
  creator?: CreatorSummary,
): ApplicationForAdmins {
  return { ...presentCommon(row, creator), user };
}

function presentCommon(row: ApplicationRow, creator: CreatorSummary | undefined): z.infer<typeof common> {
  return {
    id: row.id,
    kind: row.kind,
    status: row.status,
    ...(row.channels === null ? {} : { channels: row.channels }),
    ...(row.message === null ? {} : { message: row.message }),
    ...(creator === undefined ? {} : { creator }),
    ...(row.channelId === null ? {} : { channelId: row.channelId }),
    ...(row.outcome === null ? {} : { outcome: row.outcome }),
    ...(row.reason === null ? {} : { reason: row.reason }),
    createdAt: row.createdAt.toISOString(),
    ...(row.decidedAt === null ? {} : { decidedAt: row.decidedAt.toISOString() }),
  };
}
