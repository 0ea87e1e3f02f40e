/** By creator: something of theirs is new, gone, or shown otherwise than before. */
export const CONTENTS_CHANGED = 'contents_changed';
