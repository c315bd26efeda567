import { type Em, Offer } from '@goen/case-store';
import type { Fact } from '@goen/contracts/internal';
import type { NewFact } from '../fact-rows.ts';
import type { ReadReport } from '../intake/read-report.ts';
import { toOfferFact, toOfferKey } from './offer-facts.ts';

/** The offers that a chunk of reports may meet, by each key that leads to them. */
export type KnownOffers = ReadonlyMap<string, readonly Offer[]>;

const toCandidateKey = (sourceKey: string, remoteId: string) => JSON.stringify(['candidate', sourceKey, remoteId]);
const toApplicationKey = (sourceKey: string, remoteId: string) => JSON.stringify(['application', sourceKey, remoteId]);

/** Reads with one query whatever a source told about the people of these reports. */
export async function readOffers(em: Em, companyId: string, reports: readonly ReadReport[]): Promise<KnownOffers> {
  const sourceKey = { $in: [...new Set(reports.map((read) => read.sourceKey))] };
  const offers = await em.find(Offer, {
    companyId,
    $or: [
      { sourceKey, candidateRemoteId: { $in: reports.map(({ report }) => report.candidate.remote_id) } },
      { sourceKey, applicationRemoteId: { $in: reports.map(({ remoteId }) => remoteId) } },
      { personHashes: { $overlap: reports.flatMap(({ personHashes }) => [...personHashes]) } },
    ],
  });
  const index = new Map<string, Offer[]>();
  for (const offer of offers) {
    for (const key of listKeys(offer)) index.set(key, [...(index.get(key) ?? []), offer]);
  }
  return index;
}

const listKeys = ({ sourceKey, candidateRemoteId, applicationRemoteId, personHashes }: Offer): string[] => [
  ...(candidateRemoteId ? [toCandidateKey(sourceKey, candidateRemoteId)] : []),
  ...(applicationRemoteId ? [toApplicationKey(sourceKey, applicationRemoteId)] : []),
  ...personHashes,
];

/**
 * What sources told about the person of a report before they had a case, as facts for it. `standing`: the facts that
 * already concern the person.
 */
export function findOfferFacts(
  known: KnownOffers,
  { sourceKey, remoteId, report, personHashes }: ReadReport,
  standing: readonly Fact[],
  now: Date,
): NewFact[] {
  const keys = [
    toCandidateKey(sourceKey, report.candidate.remote_id),
    toApplicationKey(sourceKey, remoteId),
    ...personHashes,
  ];
  const offers = [...new Set(keys.flatMap((key) => known.get(key) ?? []))];
  const isKnown = new Set(standing.flatMap(readOfferKey));
  const hadOffer = isKnown.size > 0 || offers.some(({ held }) => held);
  // The end of an offer that nobody told about says nothing.
  return hadOffer
    ? offers.map((offer) => toOfferFact(offer, now)).filter(({ dedupeKey }) => !isKnown.has(dedupeKey))
    : [];
}

function readOfferKey({ kind, data }: Fact): string[] {
  if (kind !== 'candidate.hired' && kind !== 'candidate.offer_ended') return [];
  return [toOfferKey(kind === 'candidate.hired', data)];
}
