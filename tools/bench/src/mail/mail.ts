import { sendingStatus } from '@goen/contracts/internal';
import { z } from 'zod';
import type { Benchmark, Metric, RunContext, RunResult } from '../benchmark.ts';
import { percentiles } from '../percentiles.ts';
import { generateMails, senderDomains } from './generate-mails.ts';
import { type PostedMails, postMails } from './post-mails.ts';
import { type MailProcesses, requestsPerSecond, startMailProcesses } from './start-processes.ts';
import { measureThroughWorker, type WorkerMails } from './through-worker.ts';

const sandboxStats = z.object({
  resend: z.object({
    requests: z.number(),
    accepted: z.number(),
    duplicates: z.number(),
    rateLimited: z.number(),
    firstAcceptedAt: z.iso.datetime().nullable(),
    lastAcceptedAt: z.iso.datetime().nullable(),
  }),
});
type ResendStats = z.infer<typeof sandboxStats>['resend'];

export const mail: Benchmark = {
  name: 'mail',
  description: `Mails per second through mail-service alone, and through the worker, to a provider with a limit of ${requestsPerSecond} requests per second.`,
  defaults: { mails: 20_000, concurrency: 3_000, cases: 1_500, profile: 0 },
  run,
};

/** `--mails 0` and `--cases 0` leave out a part. */
async function run(context: RunContext): Promise<RunResult> {
  const { mails = 0, cases = 0 } = context.settings;
  const alone = mails > 0 ? await measureAlone(context, mails) : null;
  const throughWorker = cases > 0 ? await measureThroughWorker(context, cases) : null;
  const lost = (alone?.lost ?? 0) + (throughWorker?.lost ?? 0);
  const duplicates = (alone?.stats.duplicates ?? 0) + (throughWorker?.duplicates ?? 0);
  return {
    metrics: [
      ...(alone ? toAloneMetrics(alone) : []),
      ...(throughWorker ? toWorkerMetrics(throughWorker) : []),
      metric('lost', 'mails never accepted', lost, '', { atMost: 0 }),
      metric('duplicates', 'mails accepted twice', duplicates, '', { atMost: 0 }),
    ],
    versions: alone ? { postgres: alone.postgresVersion } : {},
  };
}

type Alone = {
  readonly posted: PostedMails;
  readonly stats: ResendStats;
  readonly lost: number;
  readonly meanBatchSize: number;
  readonly postgresVersion: string;
};

async function measureAlone(context: RunContext, mails: number): Promise<Alone> {
  const { concurrency = 0 } = context.settings;
  const processes = await startMailProcesses(context, senderDomains);
  try {
    await verifyDomains(processes, senderDomains);
    context.report(`Posting ${mails} mails, ${concurrency} in flight …`);
    const requests = generateMails(context.seed, mails);
    const posted = await postMails({ url: processes.mailUrl, token: processes.token }, requests, concurrency);
    const response = await fetch(`${processes.sandboxUrl}/sandbox/stats`);
    const stats = sandboxStats.parse(await response.json()).resend;
    const lost = mails - (stats.accepted - stats.duplicates);
    const { postgresVersion } = processes;
    return { posted, stats, lost, meanBatchSize: await readMeanBatchSize(processes), postgresVersion };
  } finally {
    context.report('Stopping …');
    await processes.stop();
  }
}

async function readMeanBatchSize({ mailUrl, token }: MailProcesses): Promise<number> {
  const response = await fetch(`${mailUrl}/sending`, { headers: { authorization: `Bearer ${token}` } });
  const { providers } = sendingStatus.parse(await response.json());
  return providers.find(({ provider }) => provider === 'resend')?.mean_batch_size ?? 0;
}

/**
 * Requests the state of each sender domain before the first mail, as setting up a company does. `unknown` means that the
 * provider did not respond in time; mails are sent anyway.
 */
async function verifyDomains({ mailUrl, token }: MailProcesses, domains: readonly string[]): Promise<void> {
  for (const domain of domains) {
    const headers = { authorization: `Bearer ${token}` };
    const response = await fetch(`${mailUrl}/sender-domains/resend/${domain}`, { headers });
    const { state } = z.object({ state: z.string() }).parse(await response.json());
    if (state !== 'verified' && state !== 'unknown') throw new Error(`The sender domain ${domain} is ${state}.`);
  }
}

const metric = (key: string, label: string, value: number, unit = '', goal?: Metric['goal']): Metric => ({
  key,
  label,
  value,
  unit,
  ...(goal === undefined ? {} : { goal }),
});

function toAloneMetrics({ posted, stats, meanBatchSize }: Alone): Metric[] {
  const firstMs = Date.parse(stats.firstAcceptedAt ?? '');
  const lastMs = Date.parse(stats.lastAcceptedAt ?? '');
  const rate = (spanMs: number) => stats.accepted / (Math.max(1, spanMs) / 1000);
  const latency = percentiles(posted.latenciesMs, [50, 95, 99]);
  return [
    metric('mails_per_s', 'mails, first to last accepted', rate(lastMs - firstMs), '/s', { atLeast: 900 }),
    metric(
      'end_to_end_mails_per_s',
      'mails, first requested to last accepted',
      rate(lastMs - posted.startedAtMs),
      '/s',
    ),
    metric('mean_batch', 'mails per request', meanBatchSize),
    metric('avoidable_429', 'requests answered 429', stats.rateLimited, '', { atMost: 0 }),
    metric('requests', 'requests to the provider', stats.requests),
    metric('asked_again', 'requests answered 503, retried', posted.retries),
    metric('latency_p50_ms', 'request to response, median', latency[50], 'ms'),
    metric('latency_p95_ms', 'request to response, 95th percentile', latency[95], 'ms'),
    metric('latency_p99_ms', 'request to response, 99th percentile', latency[99], 'ms'),
  ];
}

const toWorkerMetrics = (measured: WorkerMails): Metric[] => [
  metric('worker_mails_per_s', 'mails through the worker', measured.mailsPerS, '/s'),
  metric('raw_per_s', 'workflows with one empty activity', measured.rawPerS, '/s'),
  metric('ratio_to_raw', 'ratio', measured.mailsPerS / measured.rawPerS, '', { atLeast: 0.7 }),
  metric('worker_mean_batch', 'mails per request, through the worker', measured.meanBatchSize),
  metric('worker_cpu_ms', 'CPU time per mail, worker', measured.workerCpuMs, 'ms'),
  metric('mail_service_cpu_ms', 'CPU time per mail, mail-service', measured.mailServiceCpuMs, 'ms'),
];
