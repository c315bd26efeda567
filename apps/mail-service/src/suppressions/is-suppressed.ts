import type { Database } from '@goen/service-kit/database';
import DataLoader from 'dataloader';
import { Suppression } from '../database/suppression.ts';
import type { MailContext } from '../mail-context.ts';

type Recipient = { personHash: string; companyId: string; regulated: boolean };

/** Questions that come within it share one statement. */
const windowMs = 3;
const maxHashes = 200;

export type SuppressionReader = { of(personHash: string): Promise<readonly Suppression[]> };

export function createSuppressionReader(orm: Database): SuppressionReader {
  const loader = new DataLoader<string, readonly Suppression[]>(
    async (hashes) => {
      const rows = await orm.em.fork().find(Suppression, { personHash: { $in: [...hashes] } });
      const byHash = Map.groupBy(rows, (row) => row.personHash);
      return hashes.map((hash) => byHash.get(hash) ?? []);
    },
    { cache: false, maxBatchSize: maxHashes, batchScheduleFn: (run) => void setTimeout(run, windowMs) },
  );
  return { of: (personHash) => loader.load(personHash) };
}

/** The same rule over rows of `message m`. */
export const isSuppressedSql = `exists (
  select from suppression s where s.person_hash = m.person_hash
    and (s.scope = 'all' or (m.regulated and s.company_id = m.company_id)))`;

/** `all` stops every mail on the platform; `regulated` the regulated mails of one company. */
export async function isSuppressed({ suppressions }: MailContext, recipient: Recipient): Promise<boolean> {
  const { personHash, companyId, regulated } = recipient;
  const found = await suppressions.of(personHash);
  return found.some((one) => one.scope === 'all' || (regulated && one.companyId === companyId));
}
