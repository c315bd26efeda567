/** `npm run bench -- <name> [--seed n] […]`: measures, prints a table, and ends with one line of JSON. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { removePostgresData } from '@goen/postgres-server';
import { dataRoot } from '@goen/stack';
import type { Benchmark } from './benchmark.ts';
import { intake } from './intake/intake.ts';
import { ledger } from './ledger/ledger.ts';
import { mail } from './mail/mail.ts';
import { matching } from './matching/matching.ts';
import { readOptions } from './options.ts';
import { jsonLine, loadAverage, table } from './report.ts';

const benchmarks: readonly Benchmark[] = [intake, ledger, mail, matching];

const [name, ...args] = process.argv.slice(2);
const benchmark = benchmarks.find((one) => one.name === name);
if (benchmark === undefined) {
  const list = benchmarks.map((one) => {
    const options = Object.entries(one.defaults).map(([option, value]) => `[--${option} ${value}]`);
    return `  ${one.name} ${options.join(' ')}\n    ${one.about}`;
  });
  console.error(`Usage: npm run bench -- <name> [--seed 1] […]\n${list.join('\n')}`);
  process.exit(2);
}

const { seed, settings } = readOptions(benchmark, args);
const dataDir = join(dataRoot, 'bench', benchmark.name);
const forget = async () => {
  await removePostgresData(join(dataDir, 'postgres'));
  rmSync(dataDir, { recursive: true, force: true });
};
await forget();
mkdirSync(dataDir, { recursive: true });
const before = loadAverage();
const measured = await benchmark.run({ seed, settings, dataDir, say: (line) => console.log(line) });
const run = { name: benchmark.name, seed, settings, measured, loadAverage: before };
await forget();
console.log(table(run));
console.log(jsonLine(run));
