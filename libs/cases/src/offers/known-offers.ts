import type { Offer } from '@goen/case-store';

/** The offers that a chunk of reports may meet, by each key that leads to them. */
export type KnownOffers = ReadonlyMap<string, readonly Offer[]>;

export const toCandidateKey = (sourceKey: string, remoteId: string) =>
  JSON.stringify(['candidate', sourceKey, remoteId]);
export const toApplicationKey = (sourceKey: string, remoteId: string) =>
  JSON.stringify(['application', sourceKey, remoteId]);

/** By each key of `listKeys`. */
export function indexOffers(offers: readonly Offer[]): KnownOffers {
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
