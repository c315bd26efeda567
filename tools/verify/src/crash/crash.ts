import { join } from 'node:path';
import { createSeededRandom } from '@goen/sandbox-kit';
import { findFreePorts, startStack } from '@goen/stack';
import { connectTemporal } from '@goen/temporal-kit';
import type { Harness, RunContext, Verdict } from '../harness.ts';
import { openQueries } from '../query-rows.ts';
import { createCompanies } from './companies.ts';
import { countHandOvers } from './find-bad-hand-overs.ts';
import { findViolations } from './find-violations.ts';
import { type Kill, killEverything } from './killer.ts';
import type { AcceptedRejection } from './report-candidates.ts';
import { settle } from './settle.ts';
import { earnCredits, runWorkload } from './workload.ts';

/** Rejections, consents, registrations, introductions and fast-forwards while every process is killed again and again. */
export const crash: Harness = {
  name: 'crash',
  description: 'Processes die at labelled points and at random moments: nothing is lost, and nothing happens twice.',
  defaults: { kills: 30 },
  run,
};

async function run({ seed, settings, dataDir, report }: RunContext): Promise<Verdict> {
  const { kills = 0 } = settings;
  // Candidates register from networks of their own.
  process.env.TRUSTED_PROXIES = '1';
  const stack = await startStack({
    dataDir: join(dataDir, 'stack'),
    ports: await findFreePorts(),
    timeSkipping: true,
    report: () => {},
  });
  const temporal = await connectTemporal({ address: stack.temporalAddress, namespace: 'default' });
  const [cases, mail, credit] = (['cases', 'mail', 'credit'] as const).map((name) =>
    openQueries(stack.databaseAdminUrl, name),
  );
  if (!cases || !mail || !credit) throw new Error('A database is missing');
  const queries = { cases: cases.query, mail: mail.query, credit: credit.query };
  try {
    const companies = await createCompanies(stack);
    const accepted: AcceptedRejection[] = [];
    let isOver = false;
    const faults: string[] = [];
    const shared = { companies, accepted, faults, queryCases: cases.query, temporal: temporal.client };
    const work = { ...shared, inboxUrl: stack.urls.inbox, random: createSeededRandom(seed) };
    report('Earning the first credits …');
    await earnCredits(work);
    const workload = runWorkload(work, () => isOver);
    const killed: Kill[] = [];
    const killing = killEverything(stack, seed, kills, (kill) => {
      killed.push(kill);
      report(`killed ${kill.what} at ${kill.at ?? 'a random moment'}`);
    }).finally(() => {
      isOver = true;
    });
    const [exits] = await Promise.all([killing, workload]);
    report('Waiting until nothing is left to do …');
    const pending = await settle(temporal.client, queries);
    const audited = { ...shared, stack, temporal: temporal.client, queries };
    const handOvers = await countHandOvers(cases.query);
    const violations = [
      ...exits,
      ...faults,
      ...pending,
      ...(await findViolations(audited)),
      ...(handOvers === 0 ? ['no introduction came to its hand-over'] : []),
    ];
    return {
      counts: {
        kills: killed.length,
        at_points: killed.filter(({ at }) => at !== null).length,
        of_postgres: killed.filter(({ what }) => what === 'postgres').length,
        accepted: accepted.length,
        hand_overs: handOvers,
        violations: violations.length,
      },
      faults: violations,
    };
  } finally {
    await Promise.all([cases, mail, credit].map(({ close }) => close()));
    await temporal.close();
    await stack.stop();
  }
}
