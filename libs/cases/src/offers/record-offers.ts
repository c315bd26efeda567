import { randomUUID } from 'node:crypto';
import { type Database, type Em, Offer, withCompany } from '@goen/case-store';
import { insertAll } from '../insert-all.ts';
import { lockIntake } from '../intake/lock-intake.ts';
import { findLinkedIds, hasMerges } from '../merge/merged-ids.ts';
import { recordFacts } from '../record-facts.ts';
import { holdSharersOfOffers } from '../shared-address/hold-beside-offers.ts';
import { findCurrentCases } from './find-current-cases.ts';
import { type OfferNews, toOfferFact } from './offer-facts.ts';

export type OfferScope = { readonly companyId: string; readonly personHashKey: string; readonly now: Date };

export type RecordOffersOptions = {
  /** False: the source has no dates, and repeats what it said before with every file. */
  readonly dated: boolean;
};

/**
 * Keeps offers and their ends for rejections that are reported later, and records them as facts on the current case of
 * each person who has one. Returns the ids of these cases. People with other names who share an address are held until a
 * member decides. The caller holds the intake lock.
 */
export async function recordOffers(
  em: Em,
  scope: OfferScope,
  news: readonly OfferNews[],
  { dated }: RecordOffersOptions,
): Promise<string[]> {
  if (news.length === 0) return [];
  const { companyId, now } = scope;
  const linked = await addLinkedIds(em, companyId, news);
  const known = await readKnown(em, companyId, linked);
  const added: Offer[] = [];
  const told = linked.filter((offer) => {
    const before = known.get(toKey(offer));
    if (before !== undefined) return update(before, offer, dated) || dated;
    const row = toRow(offer, companyId, now);
    added.push(row);
    known.set(toKey(offer), row);
    return true;
  });
  await insertAll(em, Offer, added);
  await em.flush();
  const { offersByCase, sharers } = await findCurrentCases(em, scope, told);
  const caseIds = [...offersByCase.keys()].sort();
  for (const caseId of caseIds) {
    const facts = (offersByCase.get(caseId) ?? []).map((offer) => toOfferFact(offer, now));
    await recordFacts({ em, now }, { caseId, facts });
  }
  await holdSharersOfOffers(em, scope, sharers);
  return caseIds;
}

/** News about a person whom the source knows by several ids, under each of them: it has not reported any yet. */
async function addLinkedIds(em: Em, companyId: string, news: readonly OfferNews[]): Promise<OfferNews[]> {
  const all = [...news];
  for (const sourceKey of new Set(news.map((offer) => offer.sourceKey))) {
    if (!(await hasMerges(em, { companyId, sourceKey }))) continue;
    for (const offer of news) {
      if (offer.sourceKey !== sourceKey || !offer.candidateRemoteId) continue;
      const linked = await findLinkedIds(em, { companyId, sourceKey }, [offer.candidateRemoteId]);
      const others = [...linked].filter((id) => id !== offer.candidateRemoteId);
      all.push(...others.map((candidateRemoteId) => ({ ...offer, candidateRemoteId })));
    }
  }
  return all;
}

const toRow = (offer: OfferNews, companyId: string, now: Date): Offer => ({
  id: randomUUID(),
  companyId,
  ...offer,
  candidateRemoteId: offer.candidateRemoteId ?? null,
  applicationRemoteId: offer.applicationRemoteId ?? null,
  personHashes: [...offer.personHashes],
  nameHashes: [...offer.nameHashes],
  createdAt: now,
});

/** Records what the rows of a file say. Files have no dates for it: their news is dated by when they were read. */
export async function recordOffersOfFile(
  { orm, ...scope }: OfferScope & { readonly orm: Database },
  news: readonly OfferNews[],
): Promise<void> {
  if (news.length === 0) return;
  await withCompany(orm, scope.companyId, async (em) => {
    await lockIntake(em, scope.companyId);
    await recordOffers(em, scope, news, { dated: false });
  });
}

type OfferKey = Pick<OfferNews, 'sourceKey' | 'candidateRemoteId' | 'applicationRemoteId'>;
const toKey = ({ sourceKey, candidateRemoteId, applicationRemoteId }: OfferKey): string =>
  JSON.stringify([sourceKey, candidateRemoteId ?? null, applicationRemoteId ?? null]);

async function readKnown(em: Em, companyId: string, news: readonly OfferNews[]): Promise<Map<string, Offer>> {
  const sourceKey = { $in: [...new Set(news.map((offer) => offer.sourceKey))] };
  const idsOf = (field: 'candidateRemoteId' | 'applicationRemoteId') => ({
    $in: [...new Set(news.flatMap((offer) => offer[field] ?? []))],
  });
  const rows = await em.find(Offer, {
    companyId,
    sourceKey,
    $or: [
      { candidateRemoteId: idsOf('candidateRemoteId') },
      { candidateRemoteId: null, applicationRemoteId: idsOf('applicationRemoteId') },
    ],
  });
  return new Map(rows.map((row) => [toKey(row), row]));
}

/** Returns whether the offer began or ended by it. Older news than the known changes nothing. */
function update(known: Offer, news: OfferNews, dated: boolean): boolean {
  known.personHashes = [...new Set([...known.personHashes, ...news.personHashes])];
  known.nameHashes = [...new Set([...known.nameHashes, ...news.nameHashes])];
  const changes = known.held !== news.held;
  if (news.occurredAt < known.occurredAt || (!changes && !dated)) return false;
  known.held = news.held;
  known.offerOnly = news.offerOnly;
  known.occurredAt = news.occurredAt;
  return changes;
}
