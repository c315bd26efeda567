import type { CaseInput } from './case-input.ts';
import { sortFacts } from './facts.ts';
import { isAnswered } from './mail-facts.ts';
import { readRejections } from './rejections.ts';
import { findResultRequestedAt, isLate } from './rejections-to-answer.ts';
import { readSuspensions } from './suspensions.ts';

/**
 * Where the result of a rejection stands. `over`: it was taken back, erased, or answered. `silent`: the candidate is
 * not mailed at all. `late`: it is mailed only when a member asks for it, and `requested` when one did.
 */
export type ResultState = 'over' | 'silent' | 'sent_by_ats' | 'in_time' | 'late' | 'requested';

export const readResultState = (file: CaseInput, rejectionId: string): ResultState => {
  const facts = sortFacts(file.facts);
  const rejection = readRejections(facts).live.find(({ id }) => id === rejectionId);
  if (rejection === undefined || isAnswered(facts, rejectionId)) return 'over';
  if (rejection.silent !== null) return 'silent';
  if (rejection.noResult === 'sent_by_ats') return 'sent_by_ats';
  if (!isLate(rejection, { settings: file.settings, pastSuspensions: readSuspensions(file) })) return 'in_time';
  return findResultRequestedAt({ facts }, rejectionId) === null ? 'late' : 'requested';
};
