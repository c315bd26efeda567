import { z } from 'zod';
import type { Bench, Benchmark, Measured, Metric } from '../benchmark.ts';
import { percentiles } from '../percentiles.ts';
import { madeUpMails, senderDomains } from './made-up-mails.ts';
import { type Posted, postMails } from './post-mails.ts';
import { type MailProcesses, requestsPerSecond, startMailProcesses } from './processes.ts';

const statistics = z.object({
  resend: z.object({
    requests: z.number(),
    accepted: z.number(),
    duplicates: z.number(),
    rateLimited: z.number(),
    firstAcceptedAt: z.iso.datetime().nullable(),
    lastAcceptedAt: z.iso.datetime().nullable(),
  }),
});
type Statistics = z.infer<typeof statistics>['resend'];

export const mail: Benchmark = {
  name: 'mail',
  about: `Mails a second through mail-service to a provider that takes ${requestsPerSecond} requests a second.`,
  defaults: { mails: 20_000, concurrency: 3_000, profile: 0 },
  run,
};

async function run(bench: Bench): Promise<Measured> {
  const { mails = 0, concurrency = 0 } = bench.settings;
  const processes = await startMailProcesses(bench, senderDomains);
  try {
    await verifyDomains(processes, senderDomains);
    bench.say(`Posting ${mails} mails, ${concurrency} in flight …`);
    const requests = madeUpMails(bench.seed, mails);
    const posted = await postMails({ url: processes.mailUrl, token: processes.token }, requests, concurrency);
    const answer = await fetch(`${processes.sandboxUrl}/sandbox/stats`);
    const seen = statistics.parse(await answer.json()).resend;
    return { metrics: metricsOf(mails, posted, seen), versions: { postgres: processes.postgresVersion } };
  } finally {
    bench.say('Stopping …');
    await processes.stop();
  }
}

/**
 * The state of a sender domain is asked for before its first mail, as it is when a company is set up. `unknown`: the
 * provider gave no answer in time, and mails leave all the same.
 */
async function verifyDomains({ mailUrl, token }: MailProcesses, domains: readonly string[]): Promise<void> {
  for (const domain of domains) {
    const headers = { authorization: `Bearer ${token}` };
    const answer = await fetch(`${mailUrl}/sender-domains/resend/${domain}`, { headers });
    const { state } = z.object({ state: z.string() }).parse(await answer.json());
    if (state !== 'verified' && state !== 'unknown') throw new Error(`The sender domain ${domain} is ${state}.`);
  }
}

function metricsOf(mails: number, { startedAtMs, latenciesMs, askedAgain }: Posted, seen: Statistics): Metric[] {
  const firstMs = Date.parse(seen.firstAcceptedAt ?? '');
  const lastMs = Date.parse(seen.lastAcceptedAt ?? '');
  const rate = (spanMs: number) => seen.accepted / (Math.max(1, spanMs) / 1000);
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
    metric('end_to_end_mails_per_s', 'mails, first asked to last accepted', rate(lastMs - startedAtMs), '/s'),
    metric('duplicates', 'mails that came twice', seen.duplicates, '', { atMost: 0 }),
    metric('lost', 'mails that never came', mails - (seen.accepted - seen.duplicates), '', { atMost: 0 }),
    metric('avoidable_429', 'requests answered 429', seen.rateLimited, '', { atMost: 0 }),
    metric('requests', 'requests to the provider', seen.requests),
    metric('asked_again', 'answers that said to come again', askedAgain),
    metric('latency_p50_ms', 'asked to answered, median', latency[50], 'ms'),
    metric('latency_p95_ms', 'asked to answered, 95th percentile', latency[95], 'ms'),
    metric('latency_p99_ms', 'asked to answered, 99th percentile', latency[99], 'ms'),
  ];
}
