import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { findFreePorts, startStack } from '@goen/stack';
import type { Harness, RunContext, Verdict } from '../harness.ts';
import { countCases, createCompanies } from './companies.ts';
import { findUnclear, report, reportPeople } from './report-people.ts';
import { restartPostgres } from './restart-postgres.ts';

export const fullDisk: Harness = {
  name: 'full-disk',
  description: 'The disk of PostgreSQL is full while people are reported. Linux, as root: it mounts a small disk.',
  defaults: { people: 400, mb: 700 },
  run,
};

async function run({ seed, settings, dataDir, report: print }: RunContext): Promise<Verdict> {
  const { people = 0, mb = 0 } = settings;
  const disk = join(dataDir, 'postgres');
  mkdirSync(disk, { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${mb}m`, 'tmpfs', disk]);
  try {
    const stack = await startStack({ dataDir, ports: await findFreePorts(), withoutWorkers: true, report: print });
    try {
      const companies = await createCompanies(stack);
      const applications = Array.from({ length: people }, (_, n) => `a${seed}-${n}`);
      const filler = join(disk, 'filler');
      print('Filling the disk …');
      fillDisk(filler);
      const intake = reportPeople(companies, applications);
      while (sum(intake.refusals) < people / 10 && intake.accepted.size < people)
        await Promise.race([pause(), intake.done]);
      const refusals = sum(intake.refusals);
      const [company] = companies;
      const answer = company === undefined ? null : await report(company, `b${seed}`);
      print(
        `${refusals} answers made reporters try again, ${intake.accepted.size} people were accepted. Freeing the disk …`,
      );
      rmSync(filler);
      // A server that could not write its log has stopped, as it must.
      await restartPostgres(stack);
      await intake.done;
      const stored = await countCases(stack);
      const expected = people + (answer === 202 ? 1 : 0);
      const lost = Math.max(expected - stored.distinct, 0);
      return {
        counts: { people, refusals: sum(intake.refusals), lost, duplicates: stored.applications - stored.distinct },
        faults: [
          ...(lost > 0 ? [`${lost} accepted reports have no case`] : []),
          ...(stored.applications > stored.distinct ? ['applications are stored twice'] : []),
          ...(refusals === 0 ? ['the full disk was not noticed'] : []),
          ...findUnclear(intake.refusals),
        ],
      };
    } finally {
      await stack.stop();
    }
  } finally {
    execFileSync('umount', [disk]);
  }
}

const sum = (counts: ReadonlyMap<number, number>): number =>
  [...counts.values()].reduce((all, count) => all + count, 0);
const pause = () => new Promise<void>((resolve) => setTimeout(resolve, 100));

/** Writes until nothing fits any more. */
function fillDisk(path: string): void {
  const file = openSync(path, 'w');
  try {
    for (let size = 1_048_576; size >= 1; size = Math.floor(size / 16)) {
      const block = Buffer.alloc(size);
      try {
        for (;;) writeSync(file, block);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      }
    }
  } finally {
    closeSync(file);
  }
}
