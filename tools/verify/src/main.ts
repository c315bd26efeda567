/** `npm run verify -- <name> [--seed n] […]`: runs a harness, prints its faults, and ends with one line of JSON. */
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { removePostgresData } from '@goen/postgres-server';
import { dataRoot } from '@goen/stack';
import { alerts } from './alerts/alerts.ts';
import { runAll } from './all/all.ts';
import { audit } from './audit/audit.ts';
import { canary } from './canary/canary.ts';
import { chart } from './chart/chart.ts';
import { compose } from './compose/compose.ts';
import { consoleSuite } from './console/console.ts';
import { crash } from './crash/crash.ts';
import { fuzz } from './fuzz/fuzz.ts';
import type { Harness } from './harness.ts';
import { images } from './images/images.ts';
import { inputs } from './inputs/inputs.ts';
import { isolation } from './isolation/isolation.ts';
import { load } from './load/load.ts';
import { longTests } from './long-tests/long-tests.ts';
import { model } from './model/model.ts';
import { mutation } from './mutation/mutation.ts';
import { readOptions } from './options.ts';
import { fullDisk } from './outages/full-disk.ts';
import { outages } from './outages/outages.ts';
import { product } from './product/product.ts';
import { providers } from './providers/providers.ts';
import { restore } from './restore/restore.ts';
import { scaleOut } from './scale-out/scale-out.ts';
import { workflows } from './workflows/workflows.ts';

const parts: readonly Harness[] = [
  inputs,
  product,
  audit,
  canary,
  isolation,
  fuzz,
  providers,
  model,
  outages,
  fullDisk,
  crash,
  restore,
  load,
  mutation,
  images,
  alerts,
  scaleOut,
  compose,
  chart,
  workflows,
  consoleSuite,
  longTests,
];
const harnesses = [...parts, runAll(parts)];

const [name, ...args] = process.argv.slice(2);
const harness = harnesses.find((candidate) => candidate.name === name);
if (harness === undefined) {
  console.error(`Usage: npm run verify -- <name> [--seed 1] […]\n${harnesses.map(formatUsage).join('\n')}`);
  process.exit(2);
}

// What is refused for its speed shows little.
for (const limit of ['KEY', 'SESSION', 'COMPANY', 'ADDRESS']) process.env[`RATE_LIMIT_PER_${limit}`] ??= '1000000';

const { seed, settings } = readOptions(harness, args);
const dataDir = join(dataRoot, 'verify', harness.name);
const keptLogs = `${dataDir}-logs`;
await deleteData();
rmSync(keptLogs, { recursive: true, force: true });
mkdirSync(dataDir, { recursive: true });
console.log(`${harness.name}, seed ${seed}`);
try {
  const { counts, faults } = await harness.run({ seed, settings, dataDir, report: (line) => console.log(line) });
  for (const fault of faults) console.log(`✗ ${fault}`);
  console.log(JSON.stringify({ name: harness.name, seed, ...counts }));
  process.exitCode = faults.length === 0 ? 0 : 1;
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  if (process.exitCode !== 0) keepLogs();
  await deleteData();
}

function formatUsage({ name: usageName, description, defaults }: Harness): string {
  const options = Object.entries(defaults).map(([option, value]) => `[--${option} ${value}]`);
  return `  ${usageName} ${options.join(' ')}\n    ${description}`;
}

function keepLogs(): void {
  const logs = join(dataDir, 'stack', 'logs');
  if (!existsSync(logs)) return;
  renameSync(logs, keptLogs);
  console.log(`Logs: ${keptLogs}`);
}

async function deleteData(): Promise<void> {
  for (const owner of [dataDir, join(dataDir, 'stack')]) await removePostgresData(join(owner, 'postgres'));
  rmSync(dataDir, { recursive: true, force: true });
}
