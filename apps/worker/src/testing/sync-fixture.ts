import { randomUUID } from 'node:crypto';
import {
  Connection,
  caseStoreSpec,
  FollowUpCase,
  migrateCases,
  openCaseStore,
  sealSecrets,
  withCompany,
} from '@goen/case-store';
import { openSyncTarget } from '@goen/case-store/sync';
import { acceptRejections, type NewFact } from '@goen/cases';
import { companySettings } from '@goen/contracts/internal';
import { type RejectionReport, rejectionReport } from '@goen/contracts/public';
import { crmAdapters } from '@goen/crm';
import { migratedDatabases } from '@goen/postgres-server/vitest';
import { createLogger } from '@goen/service-kit';
import { openDatabase, roundedNow } from '@goen/service-kit/database';
import { openSender, systemResolve } from '@goen/service-kit/outbound';
import { seedFacts } from '@goen/testing';
import { startVendorSandbox, type VendorSandboxOptions } from '@goen/vendor-sandbox';
import { inject, vi } from 'vitest';
import { type SyncOptions, startSync } from '../crm-sync/start-sync.ts';
import type { SyncContext } from '../crm-sync/sync-context.ts';

export type SyncFixture = Awaited<ReturnType<typeof startSyncFixture>>;

const settings = companySettings.parse({
  sender: { name: '株式会社例', fromAddress: 'jinji@example.jp', postalAddress: '東京都', contact: 'jinji@example.jp' },
  // A result leaves as soon as its undo window is over.
  resultDelayDays: 0,
  resultLeastDays: 0,
  personalNoteFrom: null,
});
const pollMs = 20;
/** Long enough that only a hanging request times out, not one that a busy machine delays. */
const requestTimeoutMs = 100_000;

export const zohoClient = { id: 'a-client', secret: 'a-secret', refreshToken: 'a-refresh-token' };
export const zoho = {
  settings: { statuses: { open: 'Rejected', withdrawn: 'Unqualified', hired: 'Hired' } },
  secrets: { client_id: zohoClient.id, client_secret: zohoClient.secret, refresh_token: zohoClient.refreshToken },
};
export const hubspot = { settings: { subscription_id: 1001 }, secrets: { access_token: 'pat' } };

/** The sync driver on a real database, with the sandboxes of the vendors and companies with rejections. */
export async function startSyncFixture(options: VendorSandboxOptions = { limits: { zoho: { client: zohoClient } } }) {
  const { cases } = await migratedDatabases(inject('postgresAdminUrl'), { cases: migrateCases });
  const orm = await openCaseStore({ url: cases.url });
  const owner = await openDatabase(caseStoreSpec, { url: cases.migrationUrl });
  const sql = <T>(text: string, values: unknown[] = []) => owner.em.fork().execute<T[]>(text, values);
  const sandbox = await startVendorSandbox(options);
  const sender = openSender({ allowPrivate: true, resolve: systemResolve }, requestTimeoutMs);
  const { zohoRecruit, zohoAccounts, hubspot, herp } = sandbox.urls;
  const context: SyncContext = {
    orm,
    logger: createLogger('worker', 'silent'),
    connections: { secretKey: Buffer.alloc(32, 9), addresses: { zohoRecruit, zohoAccounts, hubspot, herp } },
    sender,
    now: () => new Date(),
  };
  const company = async () => {
    const id = randomUUID();
    await sql('insert into company values (?, ?, ?, ?, now())', [id, 'C', id, JSON.stringify(settings)]);
    return id;
  };
  const companyId = await company();
  const asCompany = <T>(work: Parameters<typeof withCompany<T>>[2], id = companyId) => withCompany(orm, id, work);
  return {
    sql,
    sandbox,
    context,
    companyId,
    company,
    asCompany,
    /** Connects a company to a CRM and opens the connection for candidates. */
    async connect(kind: string, given: { settings?: object; secrets?: Record<string, string> }, ownerId = companyId) {
      const id = randomUUID();
      const secrets = sealSecrets(given.secrets ?? {}, id, context.connections.secretKey);
      await sql(
        `insert into connection (id, company_id, kind, name, created_at, settings, secrets) values (?, ?, ?, ?, now(), ?, ?)`,
        [id, ownerId, kind, kind, JSON.stringify(given.settings ?? {}), secrets],
      );
      await withCompany(orm, ownerId, (em) =>
        openSyncTarget(em, { id, companyId: ownerId }, crmAdapters.get(kind)?.reach ?? 'all'),
      );
      return id;
    },
    connectionRow: (id: string) => asCompany((em) => em.findOneOrFail(Connection, { id })),
    change: (id: string, data: Partial<Connection>) => asCompany((em) => em.nativeUpdate(Connection, { id }, data)),
    findCandidateId: (caseId: string) =>
      asCompany(async (em) => (await em.findOneOrFail(FollowUpCase, { id: caseId })).candidateId),
    async append(caseId: string, ...facts: NewFact[]) {
      await asCompany(async (em) => {
        const { id, candidateId } = await em.findOneOrFail(FollowUpCase, { id: caseId });
        await seedFacts(em, { id, companyId, candidateId }, ...facts);
      });
    },
    /** The texts of the notes in Zoho, without their markers. */
    zohoNotes: () => sandbox.zoho.notes().map((note) => note.Note_Content.split('\n')[0]),
    /** Accepts rejections like the gateway; returns the ids of their cases. */
    async report(reports: readonly RejectionReport[], ownerId = companyId) {
      const intake = { orm, companyId: ownerId, personHashKey: 'a-key-of-the-tests', now: new Date() };
      const accepted = await acceptRejections(intake, reports);
      return accepted.map((outcome) => {
        if (outcome.kind !== 'accepted') throw new Error(`not accepted: ${JSON.stringify(outcome)}`);
        return outcome.caseId;
      });
    },
    /** Runs drivers until nothing that may be pushed now is due. */
    async pushAll(workers = 1, more: Partial<SyncOptions> = {}) {
      const drivers = Array.from({ length: workers }, () => startSync(context, { inFlight: 4, pollMs, ...more }));
      try {
        await vi.waitFor(
          async () => {
            const [row] = await sql<{ n: string }>(
              `select count(*) as n from sync_target t where not paused and held_until <= ${roundedNow} and (
                 leased_until > ${roundedNow} or fill_after is not null
                 or exists (select 1 from sync_record r where r.connection_id = t.connection_id and due_at <= ${roundedNow}))`,
            );
            if (Number(row?.n) > 0) throw new Error('something is due');
          },
          { timeout: 60_000, interval: pollMs },
        );
      } finally {
        await Promise.all(drivers.map((driver) => driver.stop()));
      }
    },
    /** Ends all pauses and leases. */
    async makeDue() {
      await sql('update sync_target set held_until = now(), leased_until = now()');
      await sql(`update sync_record set due_at = now() where state = 'pending'`);
    },
    async close() {
      await sender.close();
      await sandbox.close();
      await orm.close(true);
      await owner.close(true);
    },
  };
}

type Parts = { readonly source?: object; readonly candidate?: object; readonly application?: object };
export function aReport(parts: Parts = {}): RejectionReport {
  const id = randomUUID();
  return rejectionReport.parse({
    source: { ats: 'x', ...parts.source },
    application: {
      remote_id: `A-${id}`,
      rejected_at: new Date(Date.now() - 3_600_000).toISOString(),
      current_stage: { name: '一次面接', kind: 'interview' },
      ...parts.application,
    },
    candidate: {
      remote_id: `C-${id}`,
      family_name: '髙橋',
      given_name: '由紀',
      emails: [{ value: `${id}@example.jp`, type: 'personal' }],
      phones: [],
      tags: [{ kind: 'skill', value: 'TypeScript' }],
      ...parts.candidate,
    },
    job: { name: 'エンジニア' },
  });
}
