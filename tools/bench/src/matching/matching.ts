import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { type Database, openCaseStore, withPool } from '@goen/case-store';
import { provision, startPostgres } from '@goen/postgres-server';
import { findCandidatesFor } from '@goen/relay';
import { Client } from 'pg';
import type { Benchmark, Metric, RunContext, RunResult } from '../benchmark.ts';
import { percentiles } from '../percentiles.ts';
import { fillPool } from './generate-pool.ts';
import { type GeneratedPosition, generatePositions } from './generate-positions.ts';

const limit = 10;
/** More than any pool here has. */
const unbounded = 1_000_000_000;
const now = new Date('2026-11-24T11:00:00+09:00');

export const matching: Benchmark = {
  name: 'matching',
  description: `The ${limit} best candidates for each of many positions, from a pool of many profiles.`,
  defaults: { profiles: 1_000_000, positions: 1_000, compared: 25 },
  run,
};

async function run({ seed, settings, dataDir, report }: RunContext): Promise<RunResult> {
  const { profiles = 0, positions = 0, compared = 0 } = settings;
  report('Starting PostgreSQL …');
  const postgres = await startPostgres({ dir: join(dataDir, 'postgres') });
  try {
    const password = randomBytes(16).toString('hex');
    const { cases } = await provision(postgres.adminUrl, { getPassword: () => password });
    const orm = await openCaseStore(cases);
    const owner = new Client({ connectionString: cases.migrationUrl });
    await owner.connect();
    try {
      report(`Filling the pool with ${profiles} profiles …`);
      const startMs = performance.now();
      await fillPool(owner, { seed, profiles, now });
      const loadS = (performance.now() - startMs) / 1000;
      const { rows } = await owner.query<{ server_version: string }>('show server_version');
      report(`Searching candidates for ${positions} positions, one after the other …`);
      const generated = generatePositions(seed, positions);
      const searches = await searchAll(orm, generated);
      report(`Comparing ${compared} of them with an unbounded search …`);
      const losses = await measureLosses(orm, generated.slice(0, compared));
      return {
        metrics: toMetrics(loadS, searches, losses),
        versions: { postgres: rows[0]?.server_version ?? 'unknown' },
      };
    } finally {
      await owner.end();
      await orm.close(true);
    }
  } finally {
    report('Stopping …');
    await postgres.stop();
  }
}

type Search = { readonly durationMs: number; readonly count: number };

/** Each search has its own transaction, as in a relay round. The first tenth also runs once before, as a warm-up. */
async function searchAll(orm: Database, positions: readonly GeneratedPosition[]): Promise<Search[]> {
  const search = async (position: GeneratedPosition): Promise<Search> => {
    const startMs = performance.now();
    const candidates = await withPool(orm, (em) => findCandidatesFor(em, position, { limit, now }));
    return { durationMs: performance.now() - startMs, count: candidates.length };
  };
  for (const position of positions.slice(0, positions.length / 10)) await search(position);
  const searches: Search[] = [];
  for (const position of positions) searches.push(await search(position));
  return searches;
}

/** Mean score of the candidates that an unbounded search returns, minus that of the bounded search. */
async function measureLosses(orm: Database, positions: readonly GeneratedPosition[]): Promise<number[]> {
  const meanScore = async (position: GeneratedPosition, maxLookedAt?: number) => {
    const options = { limit, now, ...(maxLookedAt === undefined ? {} : { maxLookedAt }) };
    const candidates = await withPool(orm, (em) => findCandidatesFor(em, position, options));
    return candidates.reduce((sum, { score }) => sum + score.total, 0) / Math.max(1, candidates.length);
  };
  const losses: number[] = [];
  for (const position of positions) {
    losses.push((await meanScore(position, unbounded)) - (await meanScore(position)));
  }
  return losses;
}

function toMetrics(loadS: number, searches: readonly Search[], losses: readonly number[]): Metric[] {
  const durations = percentiles(
    searches.map(({ durationMs }) => durationMs),
    [50, 95, 99, 100],
  );
  const full = searches.filter(({ count }) => count === limit).length;
  return [
    { key: 'p95_ms', label: 'search, 95th percentile', value: durations[95], unit: 'ms', goal: { atMost: 20 } },
    { key: 'p50_ms', label: 'search, median', value: durations[50], unit: 'ms' },
    { key: 'p99_ms', label: 'search, 99th percentile', value: durations[99], unit: 'ms' },
    { key: 'max_ms', label: 'longest search', value: durations[100], unit: 'ms' },
    {
      key: 'full_share',
      label: `searches with ${limit} candidates`,
      value: (full / Math.max(1, searches.length)) * 100,
      unit: '%',
    },
    { key: 'mean_loss', label: 'score lost by the bound, mean', value: computeMean(losses), unit: '' },
    { key: 'max_loss', label: 'score lost by the bound, maximum', value: Math.max(0, ...losses), unit: '' },
    { key: 'load_s', label: 'filling the pool', value: loadS, unit: 's', goal: { atMost: 120 } },
  ];
}

const computeMean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
