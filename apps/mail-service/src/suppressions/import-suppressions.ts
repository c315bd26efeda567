import { randomUUID } from 'node:crypto';
import type { SuppressionImport } from '@goen/contracts/internal';
import { personHash } from '@goen/service-kit';
import type { Database } from '@goen/service-kit/database';

type Deps = { readonly orm: Database; readonly personHashKey: string };

/** Stops the company's regulated mails to each address. An address that is already known keeps its reason and time. */
export async function importSuppressions(
  { orm, personHashKey }: Deps,
  { company, emails }: SuppressionImport,
): Promise<{ added: number; known: number }> {
  const hashes = [...new Set(emails.map((email) => personHash(email, personHashKey)))].sort();
  const rows = hashes.map((hash) => ({ id: randomUUID(), hash }));
  const added = await orm.em.fork().execute<unknown[]>(
    `insert into suppression (id, person_hash, scope, company_id, reason, source, created_at)
     select r.id, r.hash, 'regulated', ?, 'unsubscribed', 'import', ?
     from jsonb_to_recordset(?::jsonb) as r(id uuid, hash text)
     on conflict on constraint suppression_once do nothing returning id`,
    [company, new Date(), JSON.stringify(rows)],
  );
  return { added: added.length, known: emails.length - added.length };
}
