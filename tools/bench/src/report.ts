import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { root } from '@goen/stack';
import { type Metric, meetsGoal, type RunResult, type Settings } from './benchmark.ts';

export type Run = {
  readonly name: string;
  readonly seed: number;
  readonly settings: Settings;
  readonly result: RunResult;
  /** Over 1, 5 and 15 minutes before the run: what else the machine was doing. */
  readonly loadAverage: readonly number[];
};

export const readLoadAverage = (): number[] => loadavg().map((load) => Math.round(load * 100) / 100);

/** One line per metric, with its goal if it has one. */
export function formatTable({ name, seed, result, loadAverage }: Run): string {
  const rows = result.metrics.map((metric) => [metric.label, formatValue(metric), formatGoal(metric)] as const);
  const width = Math.max(...rows.map(([label]) => label.length));
  const lines = rows.map(([label, value, goal]) =>
    `  ${label.padEnd(width)}  ${value.padStart(14)}  ${goal}`.trimEnd(),
  );
  return [`\n${name}, seed ${seed}, load average before ${loadAverage.join(' ')}`, ...lines].join('\n');
}

/** The last line of a run, for comparing runs by machine. */
export function formatJsonLine({ name, seed, settings, result, loadAverage }: Run): string {
  const { metrics, versions } = result;
  const goalResults = metrics.map(meetsGoal).filter((isMet) => isMet !== null);
  return JSON.stringify({
    name,
    seed,
    ...Object.fromEntries(metrics.map(({ key, value }) => [key, round(value)])),
    goals_met: goalResults.every(Boolean),
    settings,
    versions: { ...readOwnVersions(), ...versions },
    machine: { cores: availableParallelism(), cpu: cpus()[0]?.model.trim() ?? 'unknown' },
    load_average: loadAverage,
  });
}

const round = (value: number) => Math.round(value * 100) / 100;
const formatValue = ({ value, unit }: Metric) => `${round(value).toLocaleString('en')} ${unit}`.trim();

function formatGoal(metric: Metric): string {
  const { goal } = metric;
  if (goal === undefined) return '';
  const bound = 'atLeast' in goal ? `at least ${goal.atLeast}` : `at most ${goal.atMost}`;
  return `${meetsGoal(metric) ? '✓' : '✗'} goal: ${bound}`;
}

function readOwnVersions(): Record<string, string> {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const commit = readCommit();
  return { goen: version, ...(commit === null ? {} : { commit }), node: process.versions.node };
}

/** Null outside a git checkout; `+` marks uncommitted changes. */
function readCommit(): string | null {
  try {
    const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: 'pipe' }).trim();
    return `${git('rev-parse', '--short', 'HEAD')}${git('status', '--porcelain') === '' ? '' : '+'}`;
  } catch {
    return null;
  }
}
