import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { addMonths, findSendingWindow, toTokyoDate } from '@goen/case-domain';
import {
  Application,
  Candidate,
  caseStoreSpec,
  type Em,
  FollowUpCase,
  migrateCases,
  openCaseStore,
  Rejection,
  withCompany,
} from '@goen/case-store';
import { loadCase, type NewFact } from '@goen/cases';
import { type CompanySettings, companySettings } from '@goen/contracts/internal';
import { migratedDatabases } from '@goen/postgres-server/vitest';
import { createLogger, personHash } from '@goen/service-kit';
import { openDatabase } from '@goen/service-kit/database';
import { connectTemporal } from '@goen/temporal-kit';
import { fastForward, seedFacts } from '@goen/testing';
import '@goen/temporal-server/vitest';
import { NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { inject } from 'vitest';
import type { ActivityContext } from '../activity-context.ts';
import { caseActivities, mailActivities } from '../cases/index.ts';
import { redactFailures } from '../redact-failures.ts';
import { fakeService } from './fake-service.ts';

const silent = { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error() {} };
Runtime.install({ logger: silent, shutdownSignals: [] });

const hourMs = 3_600_000;
export type WorkerFixture = Awaited<ReturnType<typeof startWorkerFixture>>;
export type SeededCase = {
  readonly ref: { readonly caseId: string; readonly companyId: string };
  readonly candidateId: string;
  readonly rejectionId: string;
};
export type Seed = {
  readonly email?: string | null;
  readonly settings?: Partial<CompanySettings>;
  readonly facts?: readonly NewFact[];
};

export const evidence = { method: 'page', textVersion: '1', textHash: 'x'.repeat(64), locale: 'ja' } as const;
const defaults = companySettings.parse({
  sender: { name: '株式会社例', fromAddress: 'jinji@example.jp', postalAddress: '東京都', contact: 'jinji@example.jp' },
  // A result leaves as soon as its undo window is over.
  resultDelayDays: 0,
  resultLeastDays: 0,
  personalNoteFrom: null,
});

/** A sending window in the future: that of the first sending day from tomorrow on. */
export const sendingWindow = findWindow(Date.now() + 24 * hourMs);

function findWindow(ms: number) {
  const window = findSendingWindow(ms, defaults.hours);
  if (window === null) throw new Error('There is no sending day.');
  return window;
}

/** The real activities on a real database and a time-skipping server; the test defines what mail and credit respond. */
export async function startWorkerFixture() {
  const { cases } = await migratedDatabases(inject('postgresAdminUrl'), { cases: migrateCases });
  const orm = await openCaseStore({ url: cases.url });
  const owner = await openDatabase(caseStoreSpec, { url: cases.migrationUrl });
  const [mail, credit] = [await fakeService(), await fakeService()];
  const context: ActivityContext = {
    orm,
    mail: mail.address,
    credit: credit.address,
    publicUrl: 'https://goen.example',
    linkSecret: 'a-secret-of-the-tests-that-is-long',
    personHashKey: 'a-key-of-the-tests',
    connections: { secretKey: Buffer.alloc(32, 9), addresses: {} },
    logger: createLogger('worker', 'silent'),
  };
  const address = inject('temporalAddress');
  const connection = await NativeConnection.connect({ address });
  const temporal = await connectTemporal({ address, namespace: 'default' });
  const taskQueue = randomUUID();
  const worker = await Worker.create({
    connection,
    taskQueue,
    workflowsPath: fileURLToPath(new URL('./run-activity.ts', import.meta.url)),
    activities: { ...caseActivities(context), ...mailActivities(context) },
    interceptors: { activity: [() => ({ inbound: redactFailures(() => {}) })] },
  });
  const running = worker.run();
  const sql = (text: string, values: unknown[] = []) => owner.em.fork().execute(text, values);
  await sql("insert into operator_licence values (?, '13-ユ-300001', '有料職業紹介事業', '2199-12-31', now())", [
    randomUUID(),
  ]);
  const asCompany = <T>(companyId: string, work: (em: Em) => Promise<T>) => withCompany(orm, companyId, work);

  return {
    urls: cases,
    temporalAddress: address,
    context,
    mail,
    credit,
    sql,
    client: temporal.client,
    /** Seeds a case with one rejection, accepted when the sending window began. */
    seed: (seed: Seed = {}) => seedCase(sql, asCompany, seed),
    /** Seeds a closed case of the same candidate. */
    async anotherCase(seeded: SeededCase): Promise<SeededCase> {
      const { companyId } = seeded.ref;
      const caseId = randomUUID();
      await sql(
        `insert into follow_up_case (id, company_id, candidate_id, state, closed_reason, stage, next_step, opened_at)
         values (?, ?, ?, 'closed', 'story_told', 'other', 'none', now() - interval '1 day')`,
        [caseId, companyId, seeded.candidateId],
      );
      return { ...seeded, ref: { caseId, companyId } };
    },
    append: (seeded: SeededCase, ...facts: NewFact[]) => append(asCompany, seeded, facts),
    listFacts: (seeded: SeededCase) =>
      asCompany(seeded.ref.companyId, async (em) => (await loadCase(em, seeded.ref.caseId))?.file.facts ?? []),
    loadCaseRow: (seeded: SeededCase) =>
      asCompany(seeded.ref.companyId, (em) => em.findOneOrFail(FollowUpCase, { id: seeded.ref.caseId })),
    loadCandidate: (seeded: SeededCase) =>
      asCompany(seeded.ref.companyId, (em) => em.findOneOrFail(Candidate, { id: seeded.candidateId })),
    /** Starts an activity that runs at `atMs` of its workflow's clock, and moves the clock there (or to `untilMs`). */
    async begin(name: string, seeded: SeededCase, atMs: number, step?: object, untilMs = atMs + 1_000) {
      const handle = await temporal.client.workflow.start('runActivity', {
        workflowId: randomUUID(),
        taskQueue,
        args: [name, atMs, seeded.ref, step],
      });
      const moved = fastForward(temporal.client, handle.workflowId, { untilMs });
      return { handle, moved, result: handle.result() as Promise<unknown> };
    },
    async run(name: string, seeded: SeededCase, atMs: number, step?: object, untilMs?: number): Promise<unknown> {
      const { moved, result } = await this.begin(name, seeded, atMs, step, untilMs);
      const [outcome] = await Promise.all([result, moved]);
      return outcome;
    },
    async close() {
      worker.shutdown();
      await running;
      await Promise.all([temporal.close(), connection.close(), mail.close(), credit.close()]);
      await orm.close(true);
      await owner.close(true);
    },
  };
}

type AsCompany = <T>(companyId: string, work: (em: Em) => Promise<T>) => Promise<T>;

async function append(asCompany: AsCompany, { ref, candidateId }: SeededCase, facts: readonly NewFact[]) {
  await asCompany(ref.companyId, async (em) => {
    await seedFacts(em, { id: ref.caseId, companyId: ref.companyId, candidateId }, ...facts);
  });
}

async function seedCase(
  sql: (text: string, values: unknown[]) => Promise<unknown>,
  asCompany: AsCompany,
  { email = 'hanako@example.jp', settings = {}, facts = [] }: Seed,
): Promise<SeededCase> {
  const at = new Date(sendingWindow.startMs);
  const [companyId, caseId, candidateId, rejectionId, applicationId] = [1, 2, 3, 4, 5].map(() => randomUUID()) as [
    string,
    string,
    string,
    string,
    string,
  ];
  await sql('insert into company values (?, ?, ?, ?, now())', [
    companyId,
    'C',
    companyId,
    JSON.stringify({ ...defaults, ...settings }),
  ]);
  const keys = { companyId, candidateId };
  const common = { ...keys, sourceKey: 'ats:x' };
  await asCompany(companyId, async (em) => {
    await em.insert(Candidate, {
      id: candidateId,
      companyId,
      sourceKey: 'ats:x',
      remoteId: 'C-1',
      familyName: '山田',
      givenName: '花子',
      email,
      emails: [],
      phones: [],
      personHash: email === null ? null : personHash(email, 'key'),
      mayBeMailed: true,
      invitableFrom: '2026-12-30',
      lastStage: 'interview',
      lastRejectedAt: at,
      relayConsent: 'unknown',
      createdAt: at,
    });
    await em.insert(Application, {
      ...common,
      id: applicationId,
      remoteId: 'A-1',
      jobName: '営業',
      customFields: {},
      remoteData: {},
      createdAt: at,
    });
    await em.insert(FollowUpCase, {
      ...keys,
      id: caseId,
      state: 'open',
      stage: 'other',
      nextStep: 'rejection_mail',
      openedAt: at,
    });
    await em.insert(Rejection, {
      ...common,
      id: rejectionId,
      caseId,
      applicationId,
      remoteId: 'A-1',
      jobName: '営業',
      stage: 'interview',
      rejectedAt: at,
      acceptedAt: at,
    });
  });
  const seeded: SeededCase = { ref: { caseId, companyId }, candidateId, rejectionId };
  const instant = at.toISOString();
  const reported: NewFact<'rejection.reported'> = {
    kind: 'rejection.reported',
    at,
    data: {
      rejectionId,
      sourceKey: 'ats:x',
      remoteId: 'A-1',
      stage: 'interview',
      silent: null,
      rejectedAt: instant,
      acceptedAt: instant,
    },
  };
  await append(asCompany, seeded, [reported, ...facts]);
  return seeded;
}

/** A time in the sending window of the follow-up `months` after the rejection, late enough for any jitter. */
export function afterMonths(months: number): number {
  const due = addMonths(toTokyoDate(sendingWindow.startMs), months);
  return findWindow(Date.parse(`${due}T00:00:00+09:00`)).endMs - 60_000;
}
