/** By user: they have done something with a content, or taken it back. */
export const INTERACTIONS_CHANGED = 'interactions_changed';
