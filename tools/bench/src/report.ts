import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { root } from '@goen/stack';
import { type Measured, type Metric, meetsGoal, type Settings } from './benchmark.ts';

export type Run = {
  readonly name: string;
  readonly seed: number;
  readonly settings: Settings;
  readonly measured: Measured;
  /** Over 1, 5 and 15 minutes before it began: what else the machine had to do. */
  readonly loadAverage: readonly number[];
};

export const loadAverage = (): number[] => loadavg().map((load) => Math.round(load * 100) / 100);

/** A line a metric, with its goal where it has one. */
export function table({ name, seed, measured, loadAverage: load }: Run): string {
  const rows = measured.metrics.map((metric) => [metric.label, textOf(metric), goalOf(metric)] as const);
  const width = Math.max(...rows.map(([label]) => label.length));
  const lines = rows.map(([label, value, goal]) =>
    `  ${label.padEnd(width)}  ${value.padStart(14)}  ${goal}`.trimEnd(),
  );
  return [`\n${name}, seed ${seed}, load average before ${load.join(' ')}`, ...lines].join('\n');
}

/** The last line of a run: for machines, so that runs can be compared. */
export function jsonLine({ name, seed, settings, measured, loadAverage: load }: Run): string {
  const { metrics, versions } = measured;
  const goals = metrics.map(meetsGoal).filter((met) => met !== null);
  return JSON.stringify({
    name,
    seed,
    ...Object.fromEntries(metrics.map(({ key, value }) => [key, round(value)])),
    goals_met: goals.every(Boolean),
    settings,
    versions: { ...ownVersions(), ...versions },
    machine: { cores: availableParallelism(), cpu: cpus()[0]?.model.trim() ?? 'unknown' },
    load_average: load,
  });
}

const round = (value: number) => Math.round(value * 100) / 100;
const textOf = ({ value, unit }: Metric) => `${round(value).toLocaleString('en')} ${unit}`.trim();

function goalOf(metric: Metric): string {
  const { goal } = metric;
  if (goal === undefined) return '';
  const wanted = 'atLeast' in goal ? `at least ${goal.atLeast}` : `at most ${goal.atMost}`;
  return `${meetsGoal(metric) ? '✓' : '✗'} goal: ${wanted}`;
}

function ownVersions(): Record<string, string> {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const commit = commitOf();
  return { goen: version, ...(commit === null ? {} : { commit }), node: process.versions.node };
}

/** Null outside a checkout. */
function commitOf(): string | null {
  try {
    const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: 'pipe' }).trim();
    return `${git('rev-parse', '--short', 'HEAD')}${git('status', '--porcelain') === '' ? '' : '+'}`;
  } catch {
    return null;
  }
}
