import { openCaseStore, withCompany } from '@goen/case-store';
import type { ConsoleStack } from './console-stack.ts';
import type { TestCompany } from './test-company.ts';

/** Fills the pool with copies of a candidate, 番号 1 to `count`, each rejected a minute before the one above. */
export async function copyTestCandidate(
  { casesAppUrl }: ConsoleStack,
  { id: companyId }: TestCompany,
  candidateId: string,
  count: number,
): Promise<void> {
  const orm = await openCaseStore({ url: casesAppUrl, maxConnections: 1 });
  try {
    await withCompany(orm, companyId, (em) =>
      em.execute(
        `insert into candidate select (jsonb_populate_record(c, jsonb_build_object(
           'id', gen_random_uuid(), 'remote_id', 'copy-' || n, 'person_hash', md5(n::text) || md5('copy' || n),
           'family_name', '番号', 'given_name', n::text,
           'last_rejected_at', c.last_rejected_at - make_interval(mins => n)))).*
         from candidate c, generate_series(1, ?::int) n where c.id = ?`,
        [count, candidateId],
      ),
    );
  } finally {
    await orm.close(true);
  }
}
