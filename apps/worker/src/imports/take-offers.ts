import type { Connection, FileImport } from '@goen/case-store';
import { hashNames, type OfferNews, recordOffersOfFile } from '@goen/cases';
import { personHash } from '@goen/service-kit';
import type { ActivityContext } from '../activity-context.ts';
import { readBatches } from './read-batches.ts';

type Opened = { readonly file: FileImport; readonly connection: Connection };

/**
 * Reads the file to its end for offers (内定) and their ends, before any of its rows is accepted: a person who is rejected
 * in one row may hold an offer further down. Safe to repeat.
 */
export async function takeOffers(
  { orm, personHashKey }: Pick<ActivityContext, 'orm' | 'personHashKey'>,
  { file, connection }: Opened,
  signal?: AbortSignal,
): Promise<void> {
  const { companyId } = file;
  const occurredAt = file.startedAt ?? file.createdAt;
  for await (const { results } of readBatches(orm, file, connection, 0)) {
    signal?.throwIfAborted();
    const news = results.flatMap((result): OfferNews[] => {
      if (result.kind === 'rejection' || result.offer === null) return [];
      const { held, offerOnly, candidateId, applicationId, emails, name } = result.offer;
      const personHashes = emails.map((email) => personHash(email, personHashKey));
      const nameHashes = hashNames(name, personHashKey);
      // Without a usable id the address and the name identify the row.
      const candidateRemoteId = candidateId ?? [personHashes[0], nameHashes[0]].filter(Boolean).join(':');
      if (candidateId === null && personHashes.length === 0) return [];
      const ids = { sourceKey: `connection:${connection.id}`, candidateRemoteId, applicationRemoteId: applicationId };
      return [{ ...ids, personHashes, nameHashes, held, offerOnly, occurredAt }];
    });
    await recordOffersOfFile({ orm, companyId, personHashKey, now: new Date() }, news);
  }
}
