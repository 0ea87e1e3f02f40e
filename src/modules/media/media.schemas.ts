import { z } from 'zod';
import { id } from '../../platform/http/index.js';

/** Few, so that few variants of a picture are kept: an avatar, a list on a phone, a grid, a player. */
export const WIDTHS = [120, 320, 640, 1280] as const;
export type Width = (typeof WIDTHS)[number];

const width = z.coerce.number().pipe(z.literal(WIDTHS));

export const picturePath = z.strictObject({ width });
export const pictureQuery = z.strictObject({ url: z.string().max(4000), sig: z.string().max(40) });
export const contentPath = z.strictObject({ id });
export const itemPath = z.strictObject({ id, index: z.coerce.number().int().min(0).max(99) });
export const contentQuery = z.strictObject({ width: width.default(320) });
