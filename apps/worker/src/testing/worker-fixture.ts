import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { addMonths, findSendingWindow, toTokyoDate } from '@goen/case-domain';
import {
  Application,
  Candidate,
  caseStoreSpec,
  type Em,
  FollowUpCase,
  openCaseStore,
  Rejection,
  withCompany,
} from '@goen/case-store';
import { loadCase, type NewFact } from '@goen/cases';
import { type CompanySettings, companySettings } from '@goen/contracts/internal';
import { freshDatabases } from '@goen/postgres-server/vitest';
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
});

/** A slot that the wall clock has not reached: that of the first sending day from tomorrow on. */
export const slot = slotAt(Date.now() + 24 * hourMs);

function slotAt(ms: number) {
  const found = findSendingWindow(ms, defaults.hours);
  if (found === null) throw new Error('There is no sending day.');
  return found;
}

/** The real activities on a real database and a real server that skips time; mail and credit answer as a test says. */
export async function startWorkerFixture() {
  const { cases } = await freshDatabases(inject('postgresAdminUrl'));
  const orm = await openCaseStore(cases);
  const owner = await openDatabase(caseStoreSpec, { url: cases.migrationUrl, migrationUrl: cases.migrationUrl });
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
    /** A case of one rejection, accepted when the slot began. */
    seed: (seed: Seed = {}) => seedCase(sql, asCompany, seed),
    /** Another case of the same candidate, which was closed before. */
    async anotherCase(one: SeededCase): Promise<SeededCase> {
      const { companyId } = one.ref;
      const caseId = randomUUID();
      await sql(
        `insert into follow_up_case (id, company_id, candidate_id, state, closed_reason, stage, next_step, opened_at)
         values (?, ?, ?, 'closed', 'story_told', 'other', 'none', now() - interval '1 day')`,
        [caseId, companyId, one.candidateId],
      );
      return { ...one, ref: { caseId, companyId } };
    },
    append: (one: SeededCase, ...facts: NewFact[]) => append(asCompany, one, facts),
    factsOf: (one: SeededCase) =>
      asCompany(one.ref.companyId, async (em) => (await loadCase(em, one.ref.caseId))?.file.facts ?? []),
    rowOf: (one: SeededCase) =>
      asCompany(one.ref.companyId, (em) => em.findOneOrFail(FollowUpCase, { id: one.ref.caseId })),
    candidateOf: (one: SeededCase) =>
      asCompany(one.ref.companyId, (em) => em.findOneOrFail(Candidate, { id: one.candidateId })),
    /** Starts an activity that runs at `atMs` of its workflow's clock, and moves that clock to it (or to `untilMs`). */
    async begin(name: string, one: SeededCase, atMs: number, step?: object, untilMs = atMs + 1_000) {
      const handle = await temporal.client.workflow.start('runActivity', {
        workflowId: randomUUID(),
        taskQueue,
        args: [name, atMs, one.ref, step],
      });
      const moved = fastForward(temporal.client, handle.workflowId, { untilMs });
      return { handle, moved, result: handle.result() as Promise<unknown> };
    },
    async run(name: string, one: SeededCase, atMs: number, step?: object, untilMs?: number): Promise<unknown> {
      const { moved, result } = await this.begin(name, one, atMs, step, untilMs);
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
  const at = new Date(slot.startMs);
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

/** A moment in the slot of the follow-up that many months after the rejection, late enough for any jitter. */
export function afterMonths(months: number): number {
  const due = addMonths(toTokyoDate(slot.startMs), months);
  return slotAt(Date.parse(`${due}T00:00:00+09:00`)).endMs - 60_000;
}
