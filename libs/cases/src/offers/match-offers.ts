import type { Candidate, Offer } from '@goen/case-store';
import type { Fact } from '@goen/contracts/internal';
import type { NewFact } from '../fact-rows.ts';
import { type Lookup, toRemoteKey } from '../intake/lookup.ts';
import type { ReadReport } from '../intake/read-report.ts';
import { toApplicationKey, toCandidateKey } from './known-offers.ts';
import { doNamesAgree, hashNames } from './name-hashes.ts';
import { toOfferFact, toOfferKey } from './offer-facts.ts';

/** `own`: about this person. `ofOthers`: about people with other names who have one of the person's addresses. */
export type MatchedOffers = { readonly own: readonly Offer[]; readonly ofOthers: readonly Offer[] };

/** The offers that lead to the candidate of a report: by an id of its source, or by an address if the names agree. */
export function matchOffers(
  { offers, candidatesByRemoteId }: Pick<Lookup, 'offers' | 'candidatesByRemoteId'>,
  candidate: Candidate,
  { sourceKey, remoteId, report, personHashes }: ReadReport,
  personHashKey: string,
): MatchedOffers {
  const find = (keys: readonly string[]) => new Set(keys.flatMap((key) => offers.get(key) ?? []));
  const byId = find([toCandidateKey(sourceKey, report.candidate.remote_id), toApplicationKey(sourceKey, remoteId)]);
  const byAddress = [...find(personHashes)].filter((offer) => !byId.has(offer));
  if (byAddress.length === 0) return { own: [...byId], ofOthers: [] };
  const name = hashNames(candidate, personHashKey);
  const isOwn = (offer: Offer) => {
    // A source that sends no name with an offer may have told it with a rejection.
    const known = candidatesByRemoteId.get(toRemoteKey(offer.sourceKey, offer.candidateRemoteId ?? ''));
    if (known === candidate) return true;
    return doNamesAgree(
      name,
      offer.nameHashes.length > 0 || !known ? offer.nameHashes : hashNames(known, personHashKey),
    );
  };
  const { own = [], ofOthers = [] } = Object.groupBy(byAddress, (offer) => (isOwn(offer) ? 'own' : 'ofOthers'));
  return { own: [...byId, ...own], ofOthers };
}

/** Offers told before the person had a case, as facts for it. `standing`: facts that already concern the person. */
export function findOfferFacts(offers: readonly Offer[], standing: readonly Fact[], now: Date): NewFact[] {
  const isKnown = new Set(standing.flatMap(readOfferKey));
  const hadOffer = isKnown.size > 0 || offers.some(({ held }) => held);
  // The end of an offer that nobody told about says nothing.
  if (!hadOffer) return [];
  // An offer of a person with several ids is recorded under each of them.
  const facts = new Map(offers.map((offer) => toOfferFact(offer, now)).map((fact) => [fact.dedupeKey, fact]));
  return [...facts.values()].filter(({ dedupeKey }) => !isKnown.has(dedupeKey));
}

function readOfferKey({ kind, data }: Fact): string[] {
  if (kind !== 'candidate.hired' && kind !== 'candidate.offer_ended') return [];
  return [toOfferKey(kind === 'candidate.hired', data)];
}
