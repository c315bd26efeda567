import { Candidate, type Em, SharedAddress } from '@goen/case-store';
import type { AddressDecision } from '@goen/contracts/public';
import { lockIntake } from '../intake/lock-intake.ts';
import { mergeCandidates } from '../merge/merge-candidates.ts';
import { adoptOffers } from '../offers/adopt-offers.ts';
import { hashNames } from '../offers/name-hashes.ts';
import { refreshOpenCases } from './address-questions.ts';

type Scope = { readonly companyId: string; readonly personHashKey: string; readonly now: Date };
export type DecidedAddress =
  | { readonly kind: 'decided'; readonly row: SharedAddress }
  /** `mail_under_way`: two mails in flight keep the candidates from being merged. */
  | { readonly kind: 'not_found' | 'no_such_candidate' | 'mail_under_way' };

/**
 * Records a member's decision whose address it is, in the caller's transaction: the owner's mails go on, the others are
 * cases without mails, or the candidates are merged into the oldest. A later decision replaces an earlier one; a case
 * that has closed stays closed.
 */
export async function decideAddress(
  em: Em,
  scope: Scope,
  id: string,
  { belongs_to: owner, candidate_id: candidateId, by }: AddressDecision & { readonly by: string },
): Promise<DecidedAddress> {
  const { companyId, now } = scope;
  await lockIntake(em, companyId);
  const row = await em.findOne(SharedAddress, { companyId, id });
  if (row === null) return { kind: 'not_found' };
  const sharers = await listSharers(em, row);
  const ownerId = owner === 'one_person' ? sharers[0]?.id : candidateId;
  if (owner !== 'nobody' && !sharers.some((sharer) => sharer.id === ownerId)) return { kind: 'no_such_candidate' };
  em.assign(row, { state: 'decided', ownerId: ownerId ?? null, decidedBy: by, decidedAt: now });
  for (const sharer of sharers) {
    sharer.addressState = owner === 'one_person' || sharer.id === ownerId ? null : 'of_another';
  }
  await em.flush();
  if (owner === 'one_person' && ownerId !== undefined) {
    const [, ...later] = sharers;
    const nameHashes = sharers.flatMap((sharer) => hashNames(sharer, scope.personHashKey));
    for (const sharer of later) {
      if (!(await mergeCandidates(em, ownerId, sharer.id, now))) return { kind: 'mail_under_way' };
    }
    await adoptOffers(em, scope, { ownerId, personHash: row.personHash, nameHashes });
  }
  await refreshOpenCases(
    em,
    scope,
    sharers.map((sharer) => sharer.id),
  );
  return { kind: 'decided', row };
}

/** The candidates who have the address now, the oldest first. */
const listSharers = (em: Em, { companyId, personHash }: SharedAddress): Promise<Candidate[]> =>
  em.find(
    Candidate,
    { companyId, personHash, erasedAt: null, mergedInto: null },
    { orderBy: { createdAt: 'asc', id: 'asc' } },
  );
