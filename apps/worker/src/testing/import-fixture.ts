import { randomUUID } from 'node:crypto';
import {
  Candidate,
  Connection,
  caseStoreSpec,
  FileImport,
  FileImportRow,
  migrateCases,
  openCaseStore,
  withCompany,
} from '@goen/case-store';
import { eraseCandidate, type FileConnection, receiveFile } from '@goen/cases';
import { companySettings } from '@goen/contracts/internal';
import type { ImportRef } from '@goen/file-import';
import { migratedDatabases } from '@goen/postgres-server/vitest';
import { createLogger } from '@goen/service-kit';
import { openDatabase } from '@goen/service-kit/database';
import { inject } from 'vitest';
import type { ActivityContext } from '../activity-context.ts';
import { forgetBytes, forgetRows } from '../imports/forget.ts';
import { lookThrough } from '../imports/look-through.ts';
import { nextImportStep } from '../imports/next-import-step.ts';
import { takeRows } from '../imports/take-rows.ts';

const settings = companySettings.parse({
  sender: { name: '株式会社例', fromAddress: 'jinji@example.jp', postalAddress: '東京都', contact: 'jinji@example.jp' },
  // A result leaves as soon as its undo window is over.
  resultDelayDays: 0,
  resultLeastDays: 0,
  personalNoteFrom: null,
});

async function* splitBytes(bytes: Uint8Array) {
  for (let start = 0; start < bytes.length; start += 100_000) yield bytes.subarray(start, start + 100_000);
}

/** Runs imports on a real database, step by step like their workflow. */
export async function startImportFixture() {
  const { cases } = await migratedDatabases(inject('postgresAdminUrl'), { cases: migrateCases });
  const orm = await openCaseStore({ url: cases.url });
  const owner = await openDatabase(caseStoreSpec, { url: cases.migrationUrl });
  const sql = <T>(text: string, values: unknown[] = []) => owner.em.fork().execute<T[]>(text, values);
  const companyId = randomUUID();
  await sql('insert into company values (?, ?, ?, ?, now())', [companyId, 'C', companyId, JSON.stringify(settings)]);
  const context = {
    orm,
    personHashKey: 'a-key-of-the-tests',
    logger: createLogger('worker', 'silent'),
  } as ActivityContext;
  const as = <T>(work: Parameters<typeof withCompany<T>>[2]) => withCompany(orm, companyId, work);
  const loadImport = (importId: string) => as((em) => em.findOneOrFail(FileImport, { id: importId }));
  const tables = ['candidate', 'application', 'rejection', 'follow_up_case', 'fact', 'outbox', 'candidate_alias'];
  return {
    companyId,
    context,
    urls: cases,
    sql,
    loadImport,
    addConnection: async (kind = 'hrmos', connectionSettings: object = {}) => {
      const id = randomUUID();
      await sql(
        `insert into connection (id, company_id, kind, name, settings, created_at) values (?, ?, ?, 'x', ?, now())`,
        [id, companyId, kind, JSON.stringify(connectionSettings)],
      );
      return as((em) => em.findOneOrFail(Connection, { id }));
    },
    receive: async (connection: FileConnection, bytes: Uint8Array, dryRun = false): Promise<ImportRef> => {
      const file = { dryRun, fileName: null, now: new Date() };
      const received = await receiveFile(orm, connection, file, splitBytes(bytes));
      if (!('importId' in received)) throw new Error(received.kind);
      return { importId: received.importId, companyId };
    },
    /** Runs steps until the import waits or is finished; returns its row. */
    async run(ref: ImportRef): Promise<FileImport> {
      for (;;) {
        const step = await nextImportStep(context, ref, Date.now());
        if (step.kind === 'look_through') await lookThrough(context, ref);
        else if (step.kind === 'take_rows') await takeRows(context, ref);
        else if (step.kind === 'forget_bytes') await forgetBytes(context, ref);
        else if (step.kind === 'forget_rows') await forgetRows(context, ref);
        else return loadImport(ref.importId);
      }
    },
    rows: (importId: string) => as((em) => em.find(FileImportRow, { importId }, { orderBy: { row: 'asc' } })),
    /** The rejections and candidates of a connection, without the values that differ between runs. */
    cases: (connectionId: string) =>
      sql(
        `select r.remote_id, r.rejected_at, r.job_name, r.stage, r.dated, c.family_name, c.given_name, c.full_name, c.emails, c.phones
         from rejection r join candidate c on c.id = r.candidate_id where r.source_key = ? order by 1, 2`,
        [`connection:${connectionId}`],
      ),
    /** Erases the data of a candidate. */
    erase: (remoteId: string, connectionId: string) =>
      as(async (em) => {
        const sourceKey = `connection:${connectionId}`;
        const { id } = await em.findOneOrFail(Candidate, { companyId, sourceKey, remoteId });
        await eraseCandidate(em, id, new Date(), 'a-key-of-the-tests');
      }),
    async counts() {
      const entries = tables.map(async (table) => {
        const [row] = await sql<{ n: string }>(`select count(*) as n from ${table}`);
        return [table, Number(row?.n)] as const;
      });
      return Object.fromEntries(await Promise.all(entries)) as Record<string, number>;
    },
    async close() {
      await orm.close(true);
      await owner.close(true);
    },
  };
}

const header = ['応募ID', '氏名', '選考ステータス', 'メールアドレス', '不採用日', '求人名', '選考ステップ'];
const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
/** A UTF-8 CSV file with the columns of HRMOS. */
export const csv = (rows: readonly (readonly string[])[], names: readonly string[] = header): Buffer =>
  Buffer.from([names, ...rows].map((row) => `${row.map(quoted).join(',')}\r\n`).join(''));

export const rejectedRow = (
  id: string,
  parts: { name?: string; email?: string; date?: string; status?: string } = {},
) => [
  id,
  parts.name ?? '山田 太郎',
  parts.status ?? '不採用',
  parts.email ?? `${id}@example.jp`,
  parts.date ?? '2026/11/20',
  '営業',
  '一次面接',
];
export const hrmosHeader: readonly string[] = header;
