import { z } from 'zod';
import type { Benchmark, Metric, RunContext, RunResult } from '../benchmark.ts';
import { percentiles } from '../percentiles.ts';
import { generateMails, senderDomains } from './generate-mails.ts';
import { type PostedMails, postMails } from './post-mails.ts';
import { type MailProcesses, requestsPerSecond, startMailProcesses } from './start-processes.ts';

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
  description: `Mails per second through mail-service to a provider with a limit of ${requestsPerSecond} requests per second.`,
  defaults: { mails: 20_000, concurrency: 3_000, profile: 0 },
  run,
};

async function run(context: RunContext): Promise<RunResult> {
  const { mails = 0, concurrency = 0 } = context.settings;
  const processes = await startMailProcesses(context, senderDomains);
  try {
    await verifyDomains(processes, senderDomains);
    context.report(`Posting ${mails} mails, ${concurrency} in flight …`);
    const requests = generateMails(context.seed, mails);
    const posted = await postMails({ url: processes.mailUrl, token: processes.token }, requests, concurrency);
    const response = await fetch(`${processes.sandboxUrl}/sandbox/stats`);
    const stats = sandboxStats.parse(await response.json()).resend;
    return { metrics: toMetrics(mails, posted, stats), versions: { postgres: processes.postgresVersion } };
  } finally {
    context.report('Stopping …');
    await processes.stop();
  }
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

function toMetrics(mails: number, { startedAtMs, latenciesMs, retries }: PostedMails, stats: ResendStats): Metric[] {
  const firstMs = Date.parse(stats.firstAcceptedAt ?? '');
  const lastMs = Date.parse(stats.lastAcceptedAt ?? '');
  const rate = (spanMs: number) => stats.accepted / (Math.max(1, spanMs) / 1000);
  const latency = percentiles(latenciesMs, [50, 95, 99]);
  const metric = (key: string, label: string, value: number, unit = '', goal?: Metric['goal']): Metric => ({
    key,
    label,
    value,
    unit,
    ...(goal === undefined ? {} : { goal }),
  });
  return [
    metric('mails_per_s', 'mails, first to last accepted', rate(lastMs - firstMs), '/s', { atLeast: 900 }),
    metric('end_to_end_mails_per_s', 'mails, first requested to last accepted', rate(lastMs - startedAtMs), '/s'),
    metric('duplicates', 'mails accepted twice', stats.duplicates, '', { atMost: 0 }),
    metric('lost', 'mails never accepted', mails - (stats.accepted - stats.duplicates), '', { atMost: 0 }),
    metric('avoidable_429', 'requests answered 429', stats.rateLimited, '', { atMost: 0 }),
    metric('requests', 'requests to the provider', stats.requests),
    metric('asked_again', 'requests answered 503, retried', retries),
    metric('latency_p50_ms', 'request to response, median', latency[50], 'ms'),
    metric('latency_p95_ms', 'request to response, 95th percentile', latency[95], 'ms'),
    metric('latency_p99_ms', 'request to response, 99th percentile', latency[99], 'ms'),
  ];
}
