import type { Database } from '@goen/service-kit/database';
import DataLoader from 'dataloader';
import { Suppression } from '../database/suppression.ts';

type Recipient = { readonly personHash: string; readonly companyId: string; readonly regulated: boolean };

/** Lookups within this window share one statement. */
const windowMs = 3;
const maxHashes = 200;

export type SuppressionReader = { find(personHash: string): Promise<readonly Suppression[]> };

export function createSuppressionReader(orm: Database): SuppressionReader {
  const loader = new DataLoader<string, readonly Suppression[]>(
    async (hashes) => {
      const rows = await orm.em.fork().find(Suppression, { personHash: { $in: [...hashes] } });
      const byHash = Map.groupBy(rows, (row) => row.personHash);
      return hashes.map((hash) => byHash.get(hash) ?? []);
    },
    { cache: false, maxBatchSize: maxHashes, batchScheduleFn: (run) => void setTimeout(run, windowMs) },
  );
  return { find: (personHash) => loader.load(personHash) };
}

/** The rule of `isSuppressed` for rows of `message m`. */
export const isSuppressedSql = `exists (
  select from suppression s where s.person_hash = m.person_hash
    and (s.scope = 'all' or (m.regulated and s.company_id = m.company_id)))`;

/** `all` stops every mail on the platform; `regulated` stops the regulated mails of one company. */
export async function isSuppressed(reader: SuppressionReader, recipient: Recipient): Promise<boolean> {
  const { personHash, companyId, regulated } = recipient;
  const suppressions = await reader.find(personHash);
  return suppressions.some(
    (suppression) => suppression.scope === 'all' || (regulated && suppression.companyId === companyId),
  );
}
