import { isResultMail, type NotMailedReason, resultMailKinds } from '@goen/contracts/workflow';
import { parseInstantMs } from './calendar.ts';
import type { CaseInput } from './case-input.ts';
import type { CaseDescription } from './describe-case.ts';
import { findLastSeq, selectFacts, sortFacts } from './facts.ts';
import { isAnswered, selectMailFacts } from './mail-facts.ts';
import { holdsOffer } from './offers.ts';
import { readRejections } from './rejections.ts';
import { findHeldUntilMs, readSuspensions } from './suspensions.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** Why no mail will tell the candidate about this rejection; null when one will. `description`: of the same file. */
export const findNotMailedReason = (
  file: CaseInput,
  description: CaseDescription,
  rejectionId: string,
): NotMailedReason | null => {
  const { mail, cancelledRejectionIds, state } = description;
  if (mail !== null && isResultMail(mail.mail) && mail.rejectionIds.includes(rejectionId)) return null;
  const facts = sortFacts(file.facts);
  const results = selectMailFacts(facts, ...resultMailKinds).filter(({ data }) =>
    data.rejectionIds.includes(rejectionId),
  );
  if (results.some(({ kind }) => kind === 'mail.sent')) return 'already_mailed';
  const reported = selectFacts(facts, 'rejection.reported').find(({ data }) => data.rejectionId === rejectionId);
  if (reported === undefined) return 'case_closed';
  if (cancelledRejectionIds.includes(rejectionId)) return 'unrejected';
  if (reported.data.silent !== null) return reported.data.silent;
  const erasedSeq = findLastSeq(facts, 'erasure.done');
  if (erasedSeq > reported.seq || findLastSeq(facts, 'erasure.requested') > erasedSeq) return 'erased';
  if (holdsOffer(facts)) return 'hired';
  const { live } = readRejections(facts);
  if (live.some(({ id, silent }) => id === rejectionId && silent === 'holds_offer')) return 'holds_offer';
  if (findLastSeq(facts, 'mail.bounced', 'mail.complained') > 0) return 'address_unusable';
  if (file.addressState) return file.addressState === 'shared' ? 'address_shared' : 'address_of_another';
  const last = results.at(-1);
  if (last?.kind === 'mail.skipped' && isAnswered(facts, rejectionId)) return last.data.reason;
  if (reported.data.noResult) return reported.data.noResult;
  const heldUntilMs = findHeldUntilMs(parseInstantMs(reported.data.acceptedAt), readSuspensions(file));
  const ageMs = heldUntilMs - parseInstantMs(reported.data.rejectedAt);
  if (ageMs > file.settings.maxReportAgeDays * dayMs) return 'reported_too_late';
  return state === 'closed' ? 'case_closed' : null;
};
