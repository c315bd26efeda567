import type { Em } from '@goen/case-store';
import { type AuditFault, checkAuditChain } from '@goen/cases';

/** What somebody could do who has broken into the database, to the event at `seq`; `$company` is the chain. */
const tamperings = {
  'an event removed': 'delete from audit_event where company_id = $company and seq = $seq',
  'all events from there on removed': 'delete from audit_event where company_id = $company and seq >= $seq',
  'the actor changed': `update audit_event set actor = 'system' where company_id = $company and seq = $seq`,
  'the action changed': `update audit_event set action = 'x.changed' where company_id = $company and seq = $seq`,
  'the subject changed': `update audit_event set subject_id = 'x' where company_id = $company and seq = $seq`,
  'the time changed': `update audit_event set occurred_at = occurred_at - interval '1 ms' where company_id = $company and seq = $seq`,
  'the network changed': `update audit_event set network = '198.51.100.0/24' where company_id = $company and seq = $seq`,
  'the data changed': `update audit_event set data = data || '{"x": 1}' where company_id = $company and seq = $seq`,
  'two events swapped': `update audit_event set seq = -seq where company_id = $company and seq in ($seq, $seq + 1);
     update audit_event set seq = 2 * $seq + 1 + seq where company_id = $company and seq < 0`,
  'an event added': `insert into audit_event select gen_random_uuid(), company_id, occurred_at, actor, action, subject_type,
     subject_id, data, network, entry_hash, (select max(seq) + 1 from audit_event where company_id = $company), hash
     from audit_event where company_id = $company and seq = $seq`,
  'an event rewritten with its own hash': `update audit_event set actor = 'system', entry_hash = repeat('a', 64) where company_id = $company and seq = $seq`,
} as const;

class Undone extends Error {}

/** Tampers as the owner, checks the chain, and undoes it. Returns the kinds that were not found. */
export async function findUnnoticed(owner: Em, company: string, seq: number): Promise<string[]> {
  const unnoticed: string[] = [];
  for (const [name, sql] of Object.entries(tamperings)) {
    const faults = await tamper(
      owner,
      company,
      sql.replaceAll('$company', `'${company}'`).replaceAll('$seq', `${seq}`),
    );
    if (faults.length === 0) unnoticed.push(`${name} at ${seq} is not noticed`);
  }
  return unnoticed;
}

export const countTamperings = Object.keys(tamperings).length;

async function tamper(owner: Em, company: string, sql: string): Promise<readonly AuditFault[]> {
  let faults: readonly AuditFault[] = [];
  await owner
    .fork()
    .transactional(async (em) => {
      await em.execute('alter table audit_event disable trigger user');
      for (const statement of sql.split(';')) await em.execute(statement);
      ({ faults } = await checkAuditChain(em, company));
      throw new Undone();
    })
    .catch((error: unknown) => {
      if (!(error instanceof Undone)) throw error;
    });
  return faults;
}
