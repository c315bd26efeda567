import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startPostgres } from '@goen/postgres-server';
import { findFreePorts } from '@goen/stack';
import { openMailbox } from '@goen/stack/demo';
import { auditBooks } from '../crash/find-violations.ts';
import { persist, pressOnce } from '../crash/persist.ts';
import type { Harness, RunContext, Verdict } from '../harness.ts';
import { countCases, createCompanies, undoWindowMinutes } from '../outages/companies.ts';
import { waitForMails } from '../outages/count-mails.ts';
import { reportPeople } from '../outages/report-people.ts';
import { openQueries, type QueryRows } from '../query-rows.ts';
import { type Instances, startInstances } from './start-instances.ts';
import { startTemporalCluster, type TemporalCluster } from './temporal-cluster.ts';

export const scaleOut: Harness = {
  name: 'scale-out',
  description:
    'Every service several times, Temporal in six processes: one of each dies under load and a worker loses its network; nothing is lost or happens twice.',
  defaults: { people: 150 },
  run,
};

/** Longer than a heartbeat and a workflow task: Temporal gives the worker's work to others meanwhile. */
const partitionMs = 90_000;
const consentsAtOnce = 8;

async function run({ seed, settings, dataDir, report }: RunContext): Promise<Verdict> {
  const { people = 0 } = settings;
  mkdirSync(join(dataDir, 'logs'), { recursive: true });
  const { postgres: port } = await findFreePorts();
  const postgres = await startPostgres({ dir: join(dataDir, 'postgres'), port, durable: true });
  let temporal: TemporalCluster | null = null;
  let instances: Instances | null = null;
  try {
    report('Starting Temporal in six processes …');
    temporal = await startTemporalCluster(postgres.adminUrl, dataDir);
    report('Starting two gateways, three workers, two mail-services and two credit-services …');
    instances = await startInstances(postgres.adminUrl, temporal.balancer.port, dataDir);
    const cases = openQueries(postgres.adminUrl, 'cases');
    const credit = openQueries(postgres.adminUrl, 'credit');
    try {
      return await prove({ temporal, instances, cases: cases.query, credit: credit.query, people, seed, report });
    } finally {
      await Promise.all([cases.close(), credit.close()]);
    }
  } finally {
    await instances?.stop();
    await temporal?.stop();
    await postgres.stop();
  }
}

type Scene = {
  readonly temporal: TemporalCluster;
  readonly instances: Instances;
  readonly cases: QueryRows;
  readonly credit: QueryRows;
  readonly people: number;
  readonly seed: number;
  readonly report: (line: string) => void;
};

async function prove({ temporal, instances, cases, credit, people, seed, report }: Scene): Promise<Verdict> {
  let deaths = 0;
  const die = async (what: string, kill: () => Promise<void>) => {
    report(`${what} dies`);
    await kill();
    deaths += 1;
  };
  const companies = await createCompanies(instances);
  const applications = Array.from({ length: people }, (_, n) => `a${seed}-${n}`);

  report(`Reporting ${people} people …`);
  const intake = reportPeople(companies, applications);
  await waitFor(() => intake.accepted.size >= people / 3, intake.done);
  await die('a gateway', () => instances.instance('gateway-1').kill());
  await waitFor(() => intake.accepted.size >= (people * 2) / 3, intake.done);
  await die('a history service of Temporal', () => temporal.kill('history-1'));
  await intake.done;

  report('Waiting until results can no longer be taken back …');
  await sleep(undoWindowMinutes * 60_000);
  report('a worker loses its network');
  for (const line of instances.linesOfLastWorker) line.partition(true);
  const back = endPartition(instances, report);
  const plans = [
    { share: 0.2, what: 'a mail-service', kill: () => instances.instance('mail-1').kill() },
    { share: 0.4, what: 'a worker', kill: () => instances.instance('worker-1').kill() },
    { share: 0.6, what: 'a matching service of Temporal', kill: () => temporal.kill('matching-1') },
    { share: 0.8, what: 'a frontend of Temporal', kill: () => temporal.kill('frontend-1') },
  ];
  const mails = await waitForMails(instances, people, async (sent) => {
    while (plans[0] !== undefined && sent >= people * plans[0].share) {
      const plan = plans.shift();
      if (plan !== undefined) await die(plan.what, plan.kill);
    }
  });
  await back;

  report('Everybody consents to the relay …');
  let consents = 0;
  const waiting = [...applications];
  const consent = async () => {
    for (let application = waiting.pop(); application !== undefined; application = waiting.pop()) {
      const mailbox = openMailbox(instances.urls.inbox, `${application}@example.com`);
      await persist('A consent', () => pressOnce(() => mailbox.press('relay.grant')));
      consents += 1;
      if (consents === Math.floor(people / 2))
        await die('a credit-service', () => instances.instance('credit-1').kill());
    }
  };
  if (mails.accepted === people) await Promise.all(Array.from({ length: consentsAtOnce }, consent));
  const postings = await waitForPostings(credit, consents);

  const stored = await countCases(instances);
  const books = await auditBooks(instances.databases.credit.url);
  const [facts] = await cases(`select count(*)::int as n from fact where kind = 'referral.made'`);
  const twice = stored.applications - stored.distinct + mails.duplicates;
  const faults = [
    ...(stored.distinct === people ? [] : [`${stored.distinct} of ${people} accepted reports have a case`]),
    ...(mails.accepted === people ? [] : [`${mails.accepted} of ${people} mails left`]),
    ...(twice === 0 ? [] : [`${twice} applications or mails are there twice`]),
    ...(consents === people ? [] : [`${consents} of ${people} consents were given`]),
    ...(postings === consents && facts?.n === consents
      ? []
      : [`${consents} consents led to ${postings} postings and ${String(facts?.n)} facts`]),
    ...books.map((fault) => `the books: ${fault}`),
    ...(plans.length === 0 ? [] : [`${plans.length} processes were to die and did not`]),
  ];
  return {
    counts: {
      people,
      deaths,
      partitions: 1,
      mails: mails.accepted,
      postings,
      lost: 2 * people - stored.distinct - mails.accepted,
      duplicates: twice,
    },
    faults,
  };
}

async function endPartition({ linesOfLastWorker }: Instances, report: (line: string) => void): Promise<void> {
  await sleep(partitionMs);
  report('and has it back');
  for (const line of linesOfLastWorker) line.partition(false);
}

/** Each consent is one point, posted by a workflow. */
async function waitForPostings(credit: QueryRows, expected: number): Promise<number> {
  let count = 0;
  let changedMs = performance.now();
  while (count < expected && performance.now() - changedMs < 120_000) {
    const [row] = await credit(`select count(*)::int as n from journal_entry where kind = 'referral'`);
    const latest = Number(row?.n);
    if (latest > count) changedMs = performance.now();
    count = latest;
    if (count < expected) await sleep(500);
  }
  return count;
}

async function waitFor(isDone: () => boolean, failing: Promise<void>): Promise<void> {
  while (!isDone()) await Promise.race([sleep(50), failing]);
}
