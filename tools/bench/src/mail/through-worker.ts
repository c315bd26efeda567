import { join } from 'node:path';
import { sendingStatus } from '@goen/contracts/internal';
import { removePostgresData } from '@goen/postgres-server';
import { z } from 'zod';
import type { RunContext } from '../benchmark.ts';
import { acceptCases, holdStarts, releaseStarts } from '../cases/accept-cases.ts';
import { startRawWorkflows, waitUntil } from '../cases/run-raw.ts';
import { type CaseProcesses, startCaseProcesses } from '../cases/start-processes.ts';
import { readCpuMs } from '../cpu-time.ts';

const companies = 20;
/** Cases and raw workflows that run before the clock starts, so that the code of both workers is compiled. */
const warmUp = 200;
/** Mails that do not come for so long are lost. */
const stallMs = 60_000;

const sandboxStats = z.object({
  resend: z.object({ accepted: z.number(), duplicates: z.number(), lastAcceptedAt: z.iso.datetime().nullable() }),
});

export type WorkerMails = {
  readonly mailsPerS: number;
  /** Workflows with one empty activity each, started and done, on the same server. */
  readonly rawPerS: number;
  readonly lost: number;
  readonly duplicates: number;
  readonly meanBatchSize: number;
  /** CPU time per mail, in ms. */
  readonly workerCpuMs: number;
  readonly mailServiceCpuMs: number;
};

/**
 * The mails of cases that are due at once, from the dispatcher's first start to the last mail that the provider accepts,
 * and before that as many workflows with one empty activity each.
 */
export async function measureThroughWorker(context: RunContext, count: number): Promise<WorkerMails> {
  // Of the part that ran before.
  await removePostgresData(join(context.dataDir, 'postgres'));
  const processes = await startCaseProcesses(context, companies);
  try {
    await acceptCases(processes, context.seed + 1, warmUp);
    await runRaw(processes, warmUp);
    await waitForMails(processes, warmUp);
    await holdStarts(processes);
    await acceptCases(processes, context.seed, count);
    context.report(`Running ${count} workflows with an empty activity …`);
    const rawS = await runRaw(processes, count);
    context.report(`Sending the mails of ${count} cases …`);
    return { ...(await sendMails(processes, count)), rawPerS: count / rawS };
  } finally {
    context.report('Stopping …');
    await processes.stop();
  }
}

/** Returns the seconds until the last activity is done. */
async function runRaw({ temporal, rawWorker }: CaseProcesses, count: number): Promise<number> {
  const done = (await rawWorker.countActivities()) + count;
  const startMs = performance.now();
  await startRawWorkflows(temporal.client, 'rawActivity', count, 0);
  const endMs = await waitUntil('the raw activities', async () => (await rawWorker.countActivities()) >= done);
  return (endMs - startMs) / 1_000;
}

async function sendMails(processes: CaseProcesses, count: number): Promise<Omit<WorkerMails, 'rawPerS'>> {
  const before = { stats: await readStats(processes), sent: await readSent(processes), cpu: readCpu(processes) };
  const startMs = Date.now();
  await releaseStarts(processes, new Date(startMs));
  const after = await waitForMails(processes, warmUp + count);
  const cpu = readCpu(processes);
  const sent = await readSent(processes);
  const mails = after.accepted - after.duplicates - (before.stats.accepted - before.stats.duplicates);
  return {
    mailsPerS: (mails * 1_000) / (Date.parse(after.lastAcceptedAt ?? '') - startMs),
    lost: count - mails,
    duplicates: after.duplicates,
    meanBatchSize: (sent.mails - before.sent.mails) / (sent.batches - before.sent.batches),
    workerCpuMs: (cpu.worker - before.cpu.worker) / count,
    mailServiceCpuMs: (cpu.mail - before.cpu.mail) / count,
  };
}

const readStats = async ({ stack }: CaseProcesses) =>
  sandboxStats.parse(await (await fetch(`${stack.urls.inbox}/sandbox/stats`)).json()).resend;

async function readSent({ stack }: CaseProcesses): Promise<{ readonly mails: number; readonly batches: number }> {
  const headers = { authorization: `Bearer ${stack.secrets.mailServiceTokens.gateway}` };
  const response = await fetch(`${stack.urls.mail}/sending`, { headers });
  const { providers } = sendingStatus.parse(await response.json());
  return providers.find(({ provider }) => provider === 'resend') ?? { mails: 0, batches: 0 };
}

const readCpu = ({ stack: { services } }: CaseProcesses) => ({
  worker: readCpuMs(services.worker.pid() ?? 0),
  mail: readCpuMs(services.mail.pid() ?? 0),
});

/** Until the provider has accepted `count` different mails since it started, or no more come. */
async function waitForMails(processes: CaseProcesses, count: number) {
  let stats = await readStats(processes);
  let changedMs = performance.now();
  await waitUntil('the mails', async () => {
    const now = await readStats(processes);
    if (now.accepted > stats.accepted) changedMs = performance.now();
    stats = now;
    return stats.accepted - stats.duplicates >= count || performance.now() - changedMs > stallMs;
  });
  return stats;
}
