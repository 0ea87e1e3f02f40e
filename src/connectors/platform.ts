/** The platforms that creators publish on. */
export const PLATFORMS = ['youtube', 'x', 'instagram'] as const;
export type Platform = (typeof PLATFORMS)[number];
