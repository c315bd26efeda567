import { Application, Candidate, CandidateAlias, type Em, FollowUpCase } from '@goen/case-store';
import { toRemoteKey } from '../intake/lookup.ts';
import { doNamesAgree, hashNames } from './name-hashes.ts';
import type { OfferNews } from './offer-facts.ts';

export type OfferCases = {
  /** The current case of each person whom offers are about, with these offers. */
  readonly offersByCase: ReadonlyMap<string, readonly OfferNews[]>;
  /** Candidates with an open case and an address of an offer that is about somebody with another name. */
  readonly sharers: readonly Candidate[];
};

/** Whom offers are about: known by an id, or by an address if the names agree. Nobody is matched to an erased person. */
export async function findCurrentCases(
  em: Em,
  { companyId, personHashKey }: { readonly companyId: string; readonly personHashKey: string },
  offers: readonly OfferNews[],
): Promise<OfferCases> {
  if (offers.length === 0) return { offersByCase: new Map(), sharers: [] };
  const index = await indexCandidates(em, companyId, offers);
  const candidateIds = [...new Set([...index.values()].flat())].map(({ id }) => id);
  const cases = await em.find(
    FollowUpCase,
    { candidateId: { $in: candidateIds } },
    { orderBy: [{ state: 'desc' }, { openedAt: 'desc' }, { id: 'desc' }] },
  );
  const currentCase = new Map<string, FollowUpCase>();
  for (const row of cases) if (!currentCase.has(row.candidateId)) currentCase.set(row.candidateId, row);
  const offersByCase = new Map<string, OfferNews[]>();
  const sharers = new Set<Candidate>();
  for (const offer of offers) {
    const { own, others } = matchCandidates(index, offer, personHashKey);
    for (const caseId of new Set(own.flatMap(({ id }) => currentCase.get(id)?.id ?? []))) {
      offersByCase.set(caseId, [...(offersByCase.get(caseId) ?? []), offer]);
    }
    for (const other of others) if (currentCase.get(other.id)?.state === 'open') sharers.add(other);
  }
  return { offersByCase, sharers: [...sharers] };
}

function matchCandidates(index: ReadonlyMap<string, readonly Candidate[]>, offer: OfferNews, personHashKey: string) {
  const find = (keys: readonly string[]) => new Set(keys.flatMap((key) => index.get(key) ?? []));
  const byId = find(listIdKeys(offer));
  const byAddress = [...find(offer.personHashes)].filter((candidate) => !byId.has(candidate));
  // A source that sends no name with an offer may have told it with a rejection.
  const name =
    offer.nameHashes.length > 0 ? offer.nameHashes : [...byId].flatMap((known) => hashNames(known, personHashKey));
  const isOwn = (candidate: Candidate) => doNamesAgree(name, hashNames(candidate, personHashKey));
  return {
    own: [...byId, ...byAddress.filter(isOwn)],
    others: byAddress.filter((candidate) => !isOwn(candidate)),
  };
}

const listIdKeys = ({ sourceKey, candidateRemoteId, applicationRemoteId }: OfferNews): string[] => [
  ...(candidateRemoteId ? [`candidate ${toRemoteKey(sourceKey, candidateRemoteId)}`] : []),
  ...(applicationRemoteId ? [`application ${toRemoteKey(sourceKey, applicationRemoteId)}`] : []),
];

/** Candidates by each key of `listIdKeys` and by the hash of their address, with one query per table. */
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
  const byId = new Map(candidates.map((candidate) => [candidate.id, candidate]));
  const index = new Map<string, Candidate[]>();
  const add = (key: string, id: string) => {
    const candidate = byId.get(id);
    if (candidate) index.set(key, [...(index.get(key) ?? []), candidate]);
  };
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
