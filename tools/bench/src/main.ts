/** `npm run bench -- <name> [--seed n] […]`: runs a benchmark, prints a table, and ends with one line of JSON. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { removePostgresData } from '@goen/postgres-server';
import { dataRoot } from '@goen/stack';
import { accept } from './accept/accept.ts';
import type { Benchmark } from './benchmark.ts';
import { sleep } from './cases/sleep.ts';
import { starts } from './cases/starts.ts';
import { storm } from './cases/storm.ts';
import { intake } from './intake/intake.ts';
import { ledger } from './ledger/ledger.ts';
import { mail } from './mail/mail.ts';
import { matching } from './matching/matching.ts';
import { readOptions } from './options.ts';
import { formatJsonLine, formatTable, readLoadAverage } from './report.ts';
import { scale } from './scale/scale.ts';

const benchmarks: readonly Benchmark[] = [accept, intake, ledger, mail, matching, scale, starts, storm, sleep];

const [name, ...args] = process.argv.slice(2);
const benchmark = benchmarks.find((candidate) => candidate.name === name);
if (benchmark === undefined) {
  console.error(`Usage: npm run bench -- <name> [--seed 1] […]\n${benchmarks.map(formatUsage).join('\n')}`);
  process.exit(2);
}

const { seed, settings } = readOptions(benchmark, args);
const dataDir = join(dataRoot, 'bench', benchmark.name);
await deleteData();
mkdirSync(dataDir, { recursive: true });
const loadAverage = readLoadAverage();
const result = await benchmark.run({ seed, settings, dataDir, report: (line) => console.log(line) });
const run = { name: benchmark.name, seed, settings, result, loadAverage };
await deleteData();
console.log(formatTable(run));
console.log(formatJsonLine(run));

function formatUsage({ name: usageName, description, defaults }: Benchmark): string {
  const options = Object.entries(defaults).map(([option, value]) => `[--${option} ${value}]`);
  return `  ${usageName} ${options.join(' ')}\n    ${description}`;
}

async function deleteData(): Promise<void> {
  if (benchmark?.keepsData) return;
  await removePostgresData(join(dataDir, 'postgres'));
  rmSync(dataDir, { recursive: true, force: true });
}
