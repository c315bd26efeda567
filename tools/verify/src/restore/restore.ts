import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { removePostgresData, startPostgres } from '@goen/postgres-server';
import { createBackup, createBackupKeys, readKeyFingerprints } from '@goen/postgres-server/backup';
import { createSeededRandom } from '@goen/sandbox-kit';
import {
  deriveDatabasePassword,
  findFreePorts,
  loadSecrets,
  readLocalOwners,
  restoreDatabases,
  type Stack,
  startStack,
  toKeyEnvironment,
} from '@goen/stack';
import { connectTemporal } from '@goen/temporal-kit';
import { createCompanies } from '../crash/companies.ts';
import { findViolations } from '../crash/find-violations.ts';
import { openPosition } from '../crash/positions.ts';
import { type AcceptedRejection, reportBatch } from '../crash/report-candidates.ts';
import { settle } from '../crash/settle.ts';
import { earnCredits } from '../crash/workload.ts';
import type { Harness, RunContext, Verdict } from '../harness.ts';
import { openQueries } from '../query-rows.ts';
import { decideHeldMails, finishCase, finishIntroduction, waitForQuestion } from './people.ts';
import { runAdmin, waitForWorkflows } from './rebuild.ts';
import { reportMeanwhile } from './report-meanwhile.ts';

/** Everything but the provider, the keys and a backup is lost; what the backup knows goes on, once. */
export const restore: Harness = {
  name: 'restore',
  description:
    'A backup under load, everything destroyed, restored elsewhere: what slept goes on, and nothing happens twice.',
  defaults: {},
  run,
};

type Lost = {
  readonly backupFolder: string;
  readonly identity: string;
  readonly backedUpAtMs: number;
  readonly accepted: readonly (AcceptedRejection & { readonly atMs: number })[];
  readonly counts: Readonly<Record<string, number>>;
  readonly companies: Awaited<ReturnType<typeof createCompanies>>;
  readonly waitingCaseId: string;
  readonly introductionId: string;
};

async function run(context: RunContext): Promise<Verdict> {
  // The links in mails name the port of the gateway.
  const ports = await findFreePorts();
  const lostDir = join(context.dataDir, 'lost');
  // Where failed runs keep logs from.
  const dataDir = join(context.dataDir, 'stack');
  try {
    const stack = await startStack({ dataDir: lostDir, ports, timeSkipping: true, report: () => {} });
    const lost = await workUntilDisaster(stack, lostDir, context);
    mkdirSync(dataDir, { recursive: true });
    // What stays: the keys, in their safe, and the provider.
    for (const kept of ['secrets.json', 'inbox']) cpSync(join(lostDir, kept), join(dataDir, kept), { recursive: true });
    await removePostgresData(join(lostDir, 'postgres'));
    rmSync(lostDir, { recursive: true, force: true });
    return await goOn(lost, { ...context, dataDir }, ports);
  } finally {
    await removePostgresData(join(lostDir, 'postgres'));
  }
}

/** Cases that sleep, one that waits, an introduction in course; a backup among reports; then nothing answers any more. */
async function workUntilDisaster(stack: Stack, dataDir: string, { seed, report }: RunContext): Promise<Lost> {
  const temporal = await connectTemporal({ address: stack.temporalAddress, namespace: 'default' });
  const cases = openQueries(stack.databaseAdminUrl, 'cases');
  const mail = openQueries(stack.databaseAdminUrl, 'mail');
  try {
    const companies = await createCompanies(stack);
    const [hinode, aoba] = companies;
    const accepted: AcceptedRejection[] = [];
    report('Earning credits …');
    const random = createSeededRandom(seed);
    const shared = { companies, accepted, faults: [], queryCases: cases.query, temporal: temporal.client };
    await earnCredits({ ...shared, inboxUrl: stack.urls.inbox, random });
    report('Asking about an introduction …');
    await openPosition(hinode, 'Webエンジニア');
    const introductionId = await waitForQuestion(temporal.client, cases.query);
    await runAdmin(stack, 'company', 'settings', '--slug', 'hinode', '--set', 'approval=required');
    const [waiting] = await reportBatch(hinode, 1);
    if (waiting === undefined) throw new Error('Nobody was reported');
    accepted.push(waiting);
    await settle(temporal.client, { cases: cases.query, mail: mail.query });
    const waitingCaseId = await findCase(cases.query, waiting);

    report('Backing up under load …');
    const before = accepted.map((candidate) => ({ ...candidate, atMs: 0 }));
    const load = reportMeanwhile(aoba);
    await load.untilAccepted(10);
    const startMs = performance.now();
    const keys = await createBackupKeys();
    const env = readLocalOwners(dataDir);
    const folder = join(dataDir, '..', 'backups');
    mkdirSync(folder);
    const backup = await createBackup({
      env,
      folder,
      recipients: [keys.recipient],
      keys: readKeyFingerprints(env),
      version: 'verify',
    });
    const backupSeconds = (performance.now() - startMs) / 1_000;
    // These the backup does not know; their mails leave all the same.
    await load.untilAccepted(10);
    const during = await load.stop();
    const pending = await settle(temporal.client, { cases: cases.query, mail: mail.query });
    if (pending.length > 0) throw new Error(`Before the disaster: ${pending.join('; ')}`);
    report(`Backed up ${backup.name}, attempt ${backup.attempts}. Destroying everything …`);
    return {
      backupFolder: backup.folder,
      identity: keys.file,
      backedUpAtMs: Date.parse(backup.manifest.at),
      accepted: [...before, ...during],
      counts: { attempts: backup.attempts, backup_seconds: Math.round(backupSeconds * 10) / 10 },
      companies,
      waitingCaseId,
      introductionId,
    };
  } finally {
    await Promise.all([cases.close(), mail.close()]);
    await temporal.close();
    const { sandbox, ...services } = stack.services;
    await Promise.all(Object.values(services).map((service) => service.kill()));
    await Promise.all([stack.killPostgres(), stack.killTemporal(), sandbox.stop()]);
    await stack.stop();
  }
}

async function goOn(lost: Lost, { dataDir, report }: RunContext, ports: Awaited<ReturnType<typeof findFreePorts>>) {
  const { companies, accepted, backedUpAtMs } = lost;
  const startMs = performance.now();
  await restoreTo(dataDir, lost, report);
  const stack = await startStack({ dataDir, ports, timeSkipping: true, report: () => {} });
  const temporal = await connectTemporal({ address: stack.temporalAddress, namespace: 'default' });
  const opened = (['cases', 'mail', 'credit'] as const).map((name) => openQueries(stack.databaseAdminUrl, name));
  const [cases, mail, credit] = opened;
  if (!cases || !mail || !credit) throw new Error('A database is missing');
  const queries = { cases: cases.query, mail: mail.query, credit: credit.query };
  try {
    report(await runAdmin(stack, 'workflows', 'wake'));
    const workflows = await waitForWorkflows(temporal.client, cases.query);
    const rtoSeconds = (performance.now() - startMs) / 1_000;
    report('Everything has its workflow. Deciding about what is held …');
    const known = await findKnown(cases.query, accepted);
    const missing = accepted.filter((candidate) => candidate.atMs < backedUpAtMs && !known.has(candidate));
    const held = await decideHeldMails({ stack, companies, queryCases: cases.query });
    await finishIntroduction(stack, lost.introductionId, cases.query);
    // Of the company whose mails nobody has to approve; not the one who was introduced, whose case ended.
    const slept = [...known].findLast(({ channel, company }) => channel === 'batch' && company.slug === 'aoba');
    if (slept === undefined) throw new Error('No case slept');
    report('Letting a sleeping case finish …');
    const finished = await finishCase(temporal.client, slept, cases.query);
    const pending = await settle(temporal.client, queries);
    const violations = await findViolations({
      stack,
      temporal: temporal.client,
      queries,
      companies,
      accepted: [...known],
    });
    const waiting = await cases.query('select count(*)::int as n from fact where case_id = $1 and kind = $2', [
      lost.waitingCaseId,
      'mail.sent',
    ]);
    const duplicates = violations.filter((text) => /times$|mails to/.test(text));
    const faults = [
      ...missing.map(({ remoteId }) => `the rejection ${remoteId} was accepted before the backup and is lost`),
      ...(finished ? [] : ['the case that slept did not finish']),
      ...(waiting[0]?.n === 1 ? [] : ['the mail that waited for its approval was not sent once']),
      ...(held.mails > 0 ? [] : ['no mail was held']),
      ...pending,
      ...violations,
    ];
    const counts = {
      lost: missing.length,
      duplicates: duplicates.length,
      finished: finished ? 1 : 0,
      after_backup: accepted.length - known.size,
      held: held.mails,
      held_sent_already: held.cancelled,
      workflows,
      rto_seconds: Math.round(rtoSeconds * 10) / 10,
      ...lost.counts,
      violations: violations.length,
    };
    return { counts, faults };
  } finally {
    await Promise.all(opened.map(({ close }) => close()));
    await temporal.close();
    await stack.stop();
  }
}

async function restoreTo(dataDir: string, { backupFolder, identity }: Lost, report: (line: string) => void) {
  const secrets = loadSecrets(dataDir);
  const server = await startPostgres({ dir: join(dataDir, 'postgres') });
  try {
    await restoreDatabases({
      adminUrl: server.adminUrl,
      getPassword: (role) => deriveDatabasePassword(secrets, role),
      env: { ...toKeyEnvironment(secrets), BACKUP_IDENTITY: identity },
      from: backupFolder,
      report,
    });
  } finally {
    await server.stop();
  }
}

type Query = ReturnType<typeof openQueries>['query'];

async function findCase(query: Query, { company, remoteId }: AcceptedRejection): Promise<string> {
  const [row] = await query('select case_id from rejection where company_id = $1 and remote_id = $2', [
    company.id,
    remoteId,
  ]);
  if (row === undefined) throw new Error(`There is no case of application ${remoteId}`);
  return String(row.case_id);
}

async function findKnown<T extends AcceptedRejection>(query: Query, accepted: readonly T[]): Promise<Set<T>> {
  const rows = await query('select remote_id from rejection');
  const ids = new Set(rows.map(({ remote_id: id }) => String(id)));
  return new Set(accepted.filter(({ remoteId }) => ids.has(remoteId)));
}
