/** What can be searched for. A module that brings another kind adds it here, to the sources, and to the views. */
export const SEARCH_KINDS = ['creators', 'contents'] as const;
export type SearchKind = (typeof SEARCH_KINDS)[number];
