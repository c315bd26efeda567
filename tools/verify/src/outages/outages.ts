import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePorts, type Stack, startStack } from '@goen/stack';
import type { Harness, RunContext, Verdict } from '../harness.ts';
import { countCases, createCompanies, undoWindowMinutes } from './companies.ts';
import { countMails, waitForMails } from './count-mails.ts';
import { findUnclear, reportPeople } from './report-people.ts';
import { restartPostgres } from './restart-postgres.ts';

export const outages: Harness = {
  name: 'outages',
  description: 'PostgreSQL killed during intake and while mails leave; Temporal away while sleepers fall due.',
  defaults: { people: 600, kills: 4 },
  run,
};

const awayMs = 60_000;

async function run({ seed, settings, dataDir, report }: RunContext): Promise<Verdict> {
  const { people = 0, kills = 0 } = settings;
  const stack = await startStack({ dataDir, ports: await findFreePorts(), report });
  try {
    const companies = await createCompanies(stack);
    const applications = Array.from({ length: people }, (_, n) => `a${seed}-${n}`);

    report(`Reporting ${people} people, and killing PostgreSQL ${kills} times meanwhile …`);
    const intake = reportPeople(companies, applications);
    for (let kill = 1; kill <= kills; kill += 1) {
      const reached = Math.floor((people * (kill - 0.5)) / kills);
      await waitFor(() => intake.accepted.size >= reached, intake.done);
      await killPostgres(stack);
    }
    await intake.done;

    report('Stopping Temporal until those asleep have fallen due …');
    await stack.killTemporal();
    await sleep(undoWindowMinutes * 60_000 + awayMs);
    const before = await countMails(stack);
    await stack.restartTemporal();
    report(`${before.accepted} mails had left; waiting for the others, and killing PostgreSQL once more …`);
    let hasKilled = false;
    const mails = await waitForMails(stack, people, async (accepted) => {
      if (hasKilled || accepted < people / 2) return;
      hasKilled = true;
      await killPostgres(stack);
    });

    const stored = await countCases(stack);
    const twice = stored.applications - stored.distinct;
    const lost = people - stored.distinct;
    const faults = [
      ...(lost === 0 ? [] : [`${lost} accepted reports have no case`]),
      ...(twice === 0 ? [] : [`${twice} applications are stored twice`]),
      ...(mails.accepted === people ? [] : [`${mails.accepted} of ${people} mails were sent`]),
      ...(mails.duplicates === 0 ? [] : [`${mails.duplicates} mails were sent twice`]),
      ...findUnclear(intake.refusals),
      ...(hasKilled ? [] : ['PostgreSQL was not killed while mails left']),
    ];
    return {
      counts: {
        people,
        kills: kills + (hasKilled ? 1 : 0),
        refusals: [...intake.refusals.values()].reduce((sum, count) => sum + count, 0),
        overdue: people - before.accepted,
        mails: mails.accepted,
        lost,
        duplicates: mails.duplicates + twice,
      },
      faults,
    };
  } finally {
    await stack.stop();
  }
}

async function killPostgres(stack: Stack): Promise<void> {
  await stack.killPostgres();
  await sleep(2_000);
  await restartPostgres(stack);
}

async function waitFor(isDone: () => boolean, failing: Promise<void>): Promise<void> {
  while (!isDone()) await Promise.race([sleep(50), failing]);
}
