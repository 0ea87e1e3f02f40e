/** By creator: they are shown otherwise than before, or other channels are theirs. */
export const CREATORS_CHANGED = 'creators_changed';

/** By user: they follow others than before. */
export const FOLLOWS_CHANGED = 'follows_changed';
