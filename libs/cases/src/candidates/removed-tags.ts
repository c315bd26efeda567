import type { Candidate } from '@goen/case-store';

/** Tags that a member removed, as `kind:key`: reports do not bring them back. */
export const readRemovedTags = ({ corrections }: Pick<Candidate, 'corrections'>): readonly string[] =>
  (corrections?.removedTags as readonly string[] | undefined) ?? [];
