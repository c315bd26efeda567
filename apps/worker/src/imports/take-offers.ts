import type { Connection, FileImport } from '@goen/case-store';
import { hashNames, type OfferNews, recordOffersOfFile } from '@goen/cases';
import { personHash } from '@goen/service-kit';
import type { ActivityContext } from '../activity-context.ts';
import { readCorrectedRows } from './corrected-rows.ts';
import { openOffers } from './open-rows.ts';

/** Offers per transaction: each may change a case. */
const batchOffers = 500;

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
  const sourceKey = `connection:${connection.id}`;
  let news: OfferNews[] = [];
  const record = async () => {
    signal?.throwIfAborted();
    await recordOffersOfFile({ orm, companyId, personHashKey, now: new Date() }, news);
    news = [];
  };
  const corrected = await readCorrectedRows(orm, file);
  for await (const offer of openOffers(orm, file, connection, corrected)) {
    const { held, offerOnly, candidateId, applicationId, emails, name } = offer;
    const personHashes = emails.map((email) => personHash(email, personHashKey));
    const nameHashes = hashNames(name, personHashKey);
    // Without a usable id the address and the name identify the row.
    if (candidateId === null && personHashes.length === 0) continue;
    const candidateRemoteId = candidateId ?? [personHashes[0], nameHashes[0]].filter(Boolean).join(':');
    const ids = { sourceKey, candidateRemoteId, applicationRemoteId: applicationId };
    news.push({ ...ids, personHashes, nameHashes, held, offerOnly, occurredAt });
    if (news.length === batchOffers) await record();
  }
  await record();
}
