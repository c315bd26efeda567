import type { MailBasis } from '@goen/contracts/internal';
import { consentedMailKinds, type MailKind } from '@goen/contracts/workflow';
import type { Database } from '@goen/service-kit/database';
import DataLoader from 'dataloader';
import { Suppression } from '../database/suppression.ts';

type Recipient = {
  readonly personHash: string;
  readonly companyId: string;
  readonly regulated: boolean;
  readonly kind: MailKind;
  readonly basis: MailBasis | null;
};

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
    and (s.scope = 'all' or (m.regulated and s.company_id = m.company_id and not (
      m.kind in (${consentedMailKinds.map((kind) => `'${kind}'`).join(', ')}) and m.basis = 'opt_in'
      and coalesce((m.basis_proof ->> 'at')::timestamptz > s.created_at, false)))))`;

/**
 * `all` stops every mail on the platform. `regulated` stops the regulated mails of one company, except those that the
 * person consented to afterwards.
 */
export async function isSuppressed(reader: SuppressionReader, recipient: Recipient): Promise<boolean> {
  const { personHash, companyId, regulated } = recipient;
  const consentedAtMs = readConsentTimeMs(recipient);
  const suppressions = await reader.find(personHash);
  return suppressions.some(
    (suppression) =>
      suppression.scope === 'all' ||
      (regulated && suppression.companyId === companyId && consentedAtMs <= suppression.createdAt.getTime()),
  );
}

/** When the person consented to this mail; `-Infinity` when the mail is not based on a consent that names it. */
function readConsentTimeMs({ kind, basis }: Recipient): number {
  const isNamed = consentedMailKinds.some((consented) => consented === kind);
  const at = isNamed && basis?.kind === 'opt_in' ? basis.proof.at : null;
  return at === null ? Number.NEGATIVE_INFINITY : Date.parse(at);
}
