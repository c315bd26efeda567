import type { CaseInput } from './case-input.ts';
import { sortFacts } from './facts.ts';
import { findNextMailNumber, isAnswered } from './mail-facts.ts';
import { readRejections } from './rejections.ts';

/**
 * What another case of the same person takes over when cases are merged: the live rejections without a result mail,
 * and the number that this case's next mail would have.
 */
export const findUnansweredRejections = (
  input: CaseInput,
): { readonly rejectionIds: readonly string[]; readonly nextMailNumber: number } => {
  const facts = sortFacts(input.facts);
  const unanswered = readRejections(facts).live.filter(({ id }) => !isAnswered(facts, id));
  return { rejectionIds: unanswered.map(({ id }) => id), nextMailNumber: findNextMailNumber(facts) };
};
