import type { CaseFile } from './case-file.ts';
import { inOrder } from './facts.ts';
import { isAnswered, nextMailNumber } from './mails.ts';
import { rejectionsOf } from './rejections.ts';

/**
 * What of a case another one of the same person could take over: the rejections that stand and that no mail answered,
 * and the number of the mail that would come next here.
 */
export const untoldOf = (file: CaseFile): { readonly rejectionIds: readonly string[]; readonly nextMail: number } => {
  const facts = inOrder(file.facts);
  const untold = rejectionsOf(facts).live.filter(({ id }) => !isAnswered(facts, id));
  return { rejectionIds: untold.map(({ id }) => id), nextMail: nextMailNumber(facts) };
};
