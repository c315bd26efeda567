import { Application, Candidate, CandidateAlias, type Em, FollowUpCase } from '@goen/case-store';
import { toRemoteKey } from '../intake/lookup.ts';
import type { OfferNews } from './offer-facts.ts';

/** The current case of each person that an offer is about, with these offers. Nobody is matched to an erased person. */
export async function findCurrentCases(
  em: Em,
  companyId: string,
  offers: readonly OfferNews[],
): Promise<ReadonlyMap<string, readonly OfferNews[]>> {
  if (offers.length === 0) return new Map();
  const candidatesByKey = await indexCandidates(em, companyId, offers);
  const candidateIds = [...new Set([...candidatesByKey.values()].flat())];
  const cases = await em.find(
    FollowUpCase,
    { candidateId: { $in: candidateIds } },
    { orderBy: [{ state: 'desc' }, { openedAt: 'desc' }, { id: 'desc' }] },
  );
  const currentCase = new Map<string, string>();
  for (const { id, candidateId } of cases) if (!currentCase.has(candidateId)) currentCase.set(candidateId, id);
  const result = new Map<string, OfferNews[]>();
  for (const offer of offers) {
    const candidates = listKeys(offer).flatMap((key) => candidatesByKey.get(key) ?? []);
    for (const caseId of new Set(candidates.flatMap((id) => currentCase.get(id) ?? []))) {
      result.set(caseId, [...(result.get(caseId) ?? []), offer]);
    }
  }
  return result;
}

const listKeys = ({ sourceKey, candidateRemoteId, applicationRemoteId, personHashes }: OfferNews): string[] => [
  ...(candidateRemoteId ? [`candidate ${toRemoteKey(sourceKey, candidateRemoteId)}`] : []),
  ...(applicationRemoteId ? [`application ${toRemoteKey(sourceKey, applicationRemoteId)}`] : []),
  ...personHashes,
];

/** Candidate ids by each key of `listKeys`, with one query per table. */
async function indexCandidates(em: Em, companyId: string, offers: readonly OfferNews[]) {
  const sourceKey = { $in: [...new Set(offers.map((offer) => offer.sourceKey))] };
  const candidateIds = { $in: offers.flatMap(({ candidateRemoteId }) => candidateRemoteId ?? []) };
  const applicationIds = { $in: offers.flatMap(({ applicationRemoteId }) => applicationRemoteId ?? []) };
  const personHash = { $in: offers.flatMap(({ personHashes }) => [...personHashes]) };
  const aliases = await em.find(CandidateAlias, { companyId, sourceKey, remoteId: candidateIds });
  const applications = await em.find(Application, { companyId, sourceKey, remoteId: applicationIds });
  const referredTo = [...aliases, ...applications].map(({ candidateId }) => candidateId);
  const candidates = await em.find(Candidate, {
    companyId,
    mergedInto: null,
    erasedAt: null,
    $or: [{ sourceKey, remoteId: candidateIds }, { personHash }, { id: { $in: referredTo } }],
  });
  const isKnown = new Set(candidates.map(({ id }) => id));
  const index = new Map<string, string[]>();
  const add = (key: string, id: string) => isKnown.has(id) && index.set(key, [...(index.get(key) ?? []), id]);
  const aliased = new Set(aliases.map((alias) => toRemoteKey(alias.sourceKey, alias.remoteId)));
  for (const row of candidates) {
    const remoteKey = toRemoteKey(row.sourceKey, row.remoteId);
    if (!aliased.has(remoteKey)) add(`candidate ${remoteKey}`, row.id);
    if (row.personHash) add(row.personHash, row.id);
  }
  for (const row of aliases) add(`candidate ${toRemoteKey(row.sourceKey, row.remoteId)}`, row.candidateId);
  for (const row of applications) add(`application ${toRemoteKey(row.sourceKey, row.remoteId)}`, row.candidateId);
  return index;
}
