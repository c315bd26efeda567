import { type Em, Offer } from '@goen/case-store';
import type { ReadReport } from '../intake/read-report.ts';

/** The offers that a chunk of reports may meet, by each key that leads to them. */
export type KnownOffers = ReadonlyMap<string, readonly Offer[]>;

export const toCandidateKey = (sourceKey: string, remoteId: string) =>
  JSON.stringify(['candidate', sourceKey, remoteId]);
export const toApplicationKey = (sourceKey: string, remoteId: string) =>
  JSON.stringify(['application', sourceKey, remoteId]);

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
