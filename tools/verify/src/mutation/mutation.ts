import type { Harness, RunContext, Verdict } from '../harness.ts';
import { type Mutant, runStryker } from './run-stryker.ts';
import { type Target, targets } from './targets.ts';

/** Tests the tests: rules are changed one by one, and a test must notice each change. */
export const mutation: Harness = {
  name: 'mutation',
  description:
    'The share of small changes to the rules of cases and to the ledger that their tests notice (Stryker); takes hours.',
  defaults: {},
  run,
};

async function run({ dataDir, report }: RunContext): Promise<Verdict> {
  const faults: string[] = [];
  const counts: Record<string, number> = {};
  for (const target of targets) {
    const mutants = await mutate(target, dataDir, report, faults);
    const score = toScore(mutants);
    for (const mutant of mutants.filter(isMissed)) report(describe(mutant));
    if (score < target.least) faults.push(`${target.name}: the score is ${score} %, less than ${target.least} %`);
    counts[`${target.name}_mutants`] = mutants.filter(isTested).length;
    counts[`${target.name}_missed`] = mutants.filter(isMissed).length;
    counts[`${target.name}_score`] = score;
  }
  return { counts, faults };
}

async function mutate(target: Target, dataDir: string, report: (line: string) => void, faults: string[]) {
  const all: Mutant[] = [];
  for (const mutated of target.folders) {
    report(`${target.dir}: ${mutated[0]} …`);
    const mutants = await runStryker(target, mutated, dataDir);
    if (mutants === null) faults.push(`${target.dir}: no report about ${mutated[0]}`);
    else report(`${toScore(mutants)} % of ${mutants.filter(isTested).length}`);
    all.push(...(mutants ?? []));
  }
  return all;
}

const isMissed = ({ status }: Mutant): boolean => status === 'Survived' || status === 'NoCoverage';
/** A mutant that lets a test run for ever is noticed, too. */
const isTested = (mutant: Mutant): boolean => isMissed(mutant) || ['Killed', 'Timeout'].includes(mutant.status);

/** Per cent, with one decimal. */
function toScore(mutants: readonly Mutant[]): number {
  const tested = mutants.filter(isTested);
  const noticed = tested.filter((mutant) => !isMissed(mutant)).length;
  return tested.length === 0 ? 0 : Math.round((1_000 * noticed) / tested.length) / 10;
}

const describe = ({ file, location, status, mutatorName, replacement }: Mutant): string =>
  `${file}:${location.start.line} ${status} ${mutatorName}: ${(replacement ?? '').replaceAll(/\s+/g, ' ').slice(0, 100)}`;
