import { randomUUID } from 'node:crypto';
import {
  CandidateAlias,
  type Database,
  type Em,
  findCandidate,
  findCurrentCase,
  Offer,
  withCompany,
} from '@goen/case-store';
import { lockIntake } from '../intake/lock-intake.ts';
import { recordOffers } from '../offers/record-offers.ts';
import { mergeCandidates } from './merge-candidates.ts';

type Context = {
  readonly orm: Database;
  readonly companyId: string;
  readonly personHashKey: string;
  readonly now: Date;
};
type MergedIds = { readonly sourceKey: string; readonly candidateId: string; readonly intoId: string };

/**
 * Merges two candidates that an ATS has merged; one that is known by one id only is then known by both. Returns their
 * current case. Nobody is merged with an erased person.
 */
export function mergeAtSource(context: Context, ids: MergedIds): Promise<string[]> {
  const { orm, companyId, now } = context;
  const { sourceKey, candidateId, intoId } = ids;
  if (candidateId === intoId) return Promise.resolve([]);
  return withCompany(orm, companyId, async (em) => {
    await lockIntake(em, companyId);
    await passOnOffers(em, context, ids);
    const merged = await findCandidate(em, { companyId, sourceKey, remoteId: candidateId });
    const into = await findCandidate(em, { companyId, sourceKey, remoteId: intoId });
    if (merged?.erasedAt || into?.erasedAt) return [];
    const [older, later] = [merged, into]
      .filter((candidate) => candidate !== null)
      .toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1));
    if (older === undefined) return [];
    if (later === undefined) {
      const alias = { id: randomUUID(), companyId, sourceKey, candidateId: older.id, createdAt: now };
      await em.upsert(
        CandidateAlias,
        { ...alias, remoteId: merged === null ? candidateId : intoId },
        { onConflictFields: ['companyId', 'sourceKey', 'remoteId'], onConflictAction: 'ignore' },
      );
    } else if (older.id !== later.id) {
      await mergeCandidates(em, older.id, later.id, now);
    }
    const current = await findCurrentCase(em, older.id);
    return current ? [current.id] : [];
  });
}

/** Offers recorded under the merged id move to the id that stays. */
async function passOnOffers(em: Em, context: Omit<Context, 'orm'>, { sourceKey, candidateId, intoId }: MergedIds) {
  const offers = await em.find(Offer, { companyId: context.companyId, sourceKey, candidateRemoteId: candidateId });
  const news = offers.map(({ applicationRemoteId, personHashes, nameHashes, held, offerOnly, occurredAt }) => {
    const ids = { sourceKey, candidateRemoteId: intoId, applicationRemoteId };
    return { ...ids, personHashes, nameHashes, held, offerOnly, occurredAt };
  });
  await recordOffers(em, context, news, { dated: true });
}
