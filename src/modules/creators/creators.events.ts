import { z } from 'zod';
import { PLATFORMS } from '../../connectors/index.js';
import { defineEvent } from '../../platform/events/index.js';

/** A channel was added to a creator. */
export const channelAdded = defineEvent({
  name: 'channel.added',
  schema: z.object({ channelId: z.string(), creatorId: z.string() }),
});

/** The owner of a channel that was there already has let us read it, for the first time or again. */
export const channelAuthorized = defineEvent({
  name: 'channel.authorized',
  schema: z.object({ channelId: z.string(), creatorId: z.string() }),
});

/** A channel is gone with all its contents: nothing of it can be asked for any more but what is told here. */
export const channelRemoved = defineEvent({
  name: 'channel.removed',
  schema: z.object({
    channelId: z.string(),
    creatorId: z.string(),
    platform: z.enum(PLATFORMS),
    externalId: z.string(),
  }),
});

/** A channel and its contents are another creator's now; by a merge, or its undoing, too. */
export const channelMoved = defineEvent({
  name: 'channel.moved',
  schema: z.object({ channelId: z.string(), fromCreatorId: z.string(), toCreatorId: z.string() }),
});

/** A creator is gone, with all channels, contents and follows, and so is who was merged into them. */
export const creatorRemoved = defineEvent({
  name: 'creator.removed',
  schema: z.object({ creatorId: z.string() }),
});

const merge = z.object({ mergeId: z.string(), creatorId: z.string(), mergedId: z.string() });

/** `mergedId` turned out to be `creatorId`, who has all their channels and fans now. */
export const creatorMerged = defineEvent({ name: 'creator.merged', schema: merge });

/** They are two again. */
export const creatorMergeUndone = defineEvent({ name: 'creator.merge_undone', schema: merge });
