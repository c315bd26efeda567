import { randomUUID } from 'node:crypto';
import { caseStoreSpec, migrateCases, openCaseStore } from '@goen/case-store';
import { companySettings } from '@goen/contracts/internal';
import { rejectionReport } from '@goen/contracts/public';
import { migratedDatabases } from '@goen/postgres-server/vitest';
import { openDatabase } from '@goen/service-kit/database';
import { inject } from 'vitest';
import type { IntakeContext } from '../intake/accept-rejections.ts';

export const someday = new Date('2026-11-24T11:00:00+09:00');
const settings = companySettings.parse({
  sender: { name: '株式会社例', fromAddress: 'jinji@example.jp', postalAddress: '東京都', contact: 'jinji@example.jp' },
  // A result leaves as soon as its undo window is over.
  resultDelayDays: 0,
  resultLeastDays: 0,
  personalNoteFrom: null,
});

/** The intake on a real database, in the role of the services, with one company and one of its connections. */
export async function startIntakeFixture() {
  const { cases } = await migratedDatabases(inject('postgresAdminUrl'), { cases: migrateCases });
  const orm = await openCaseStore({ url: cases.url });
  const owner = await openDatabase(caseStoreSpec, { url: cases.migrationUrl });
  const sql = <T>(text: string, values: unknown[] = []) => owner.em.fork().execute<T[]>(text, values);
  const [companyId, connectionId] = [randomUUID(), randomUUID()];
  await sql('insert into company values (?, ?, ?, ?, now())', [companyId, 'C', 'c', JSON.stringify(settings)]);
  await sql(`insert into connection (id, company_id, kind, name, created_at) values (?, ?, 'file', 'x', now())`, [
    connectionId,
    companyId,
  ]);
  const context: IntakeContext = { orm, companyId, personHashKey: 'a-key-of-the-tests', now: someday };
  const tables = ['candidate', 'application', 'rejection', 'follow_up_case', 'fact', 'outbox', 'candidate_alias'];
  return {
    context,
    sql,
    connection: { id: connectionId, companyId, settings: {} },
    report: (id: string, parts: { rejectedAt?: string; email?: string; name?: string; candidate?: string } = {}) =>
      rejectionReport.parse({
        source: { ats: 'file', connection_id: connectionId },
        application: { remote_id: id, rejected_at: parts.rejectedAt ?? '2026-11-20T00:00:00+09:00' },
        candidate: {
          remote_id: parts.candidate ?? id,
          full_name: parts.name ?? '山田 太郎',
          emails: [{ value: parts.email ?? `${id}@example.jp` }],
        },
      }),
    /** How many rows each table has. */
    async counts() {
      const counted = tables.map(async (table) => {
        const [row] = await sql<{ n: string }>(`select count(*) as n from ${table}`);
        return [table, Number(row?.n)] as const;
      });
      return Object.fromEntries(await Promise.all(counted));
    },
    async close() {
      await orm.close(true);
      await owner.close(true);
    },
  };
}
