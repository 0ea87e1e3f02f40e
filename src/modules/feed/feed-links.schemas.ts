import { z } from 'zod';

/** A file that is none is not found like one that was never there, so anything may be asked for. */
export const feedFile = z.object({ file: z.string() });

export const feedLinkView = z.object({
  url: z
    .string()
    .meta({ description: 'Shown this once. Whoever has it reads your feed; renewing it ends it.' }),
});

export const feedLinkRemoved = z.object({ removed: z.boolean() });

export type FeedLinkView = z.infer<typeof feedLinkView>;
