import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { type Database, openCaseStore, withPool } from '@goen/case-store';
import { provision, startPostgres } from '@goen/postgres-server';
import { findCandidatesFor } from '@goen/relay';
import { Client } from 'pg';
import type { Bench, Benchmark, Measured, Metric } from '../benchmark.ts';
import { percentiles } from '../percentiles.ts';
import { fillPool } from './made-up-pool.ts';
import { type MadeUpPosition, madeUpPositions } from './made-up-positions.ts';

const limit = 10;
/** More than any pool here has. */
const everybody = 1_000_000_000;
const now = new Date('2026-11-24T11:00:00+09:00');

export const matching: Benchmark = {
  name: 'matching',
  about: `The ${limit} best candidates for each of many positions, out of a pool of many profiles.`,
  defaults: { profiles: 1_000_000, positions: 1_000, compared: 25 },
  run,
};

async function run(bench: Bench): Promise<Measured> {
  const { profiles = 0, positions = 0, compared = 0 } = bench.settings;
  bench.say('Starting PostgreSQL …');
  const postgres = await startPostgres({ dir: join(bench.dataDir, 'postgres') });
  try {
    const password = randomBytes(16).toString('hex');
    const { cases } = await provision(postgres.adminUrl, { getPassword: () => password });
    const orm = await openCaseStore(cases);
    const owner = new Client({ connectionString: cases.migrationUrl });
    await owner.connect();
    try {
      bench.say(`Filling the pool with ${profiles} profiles …`);
      const began = performance.now();
      await fillPool(owner, { seed: bench.seed, profiles, now });
      const loadedS = (performance.now() - began) / 1000;
      const { rows } = await owner.query<{ server_version: string }>('show server_version');
      bench.say(`Looking for candidates for ${positions} positions, one after the other …`);
      const wanted = madeUpPositions(bench.seed, positions);
      const timed = await searchAll(orm, wanted);
      bench.say(`Comparing ${compared} of them with a search without a bound …`);
      const losses = await lossesOf(orm, wanted.slice(0, compared));
      return {
        metrics: metricsOf(loadedS, timed, losses),
        versions: { postgres: rows[0]?.server_version ?? 'unknown' },
      };
    } finally {
      await owner.end();
      await orm.close(true);
    }
  } finally {
    bench.say('Stopping …');
    await postgres.stop();
  }
}

type Timed = { readonly tookMs: number; readonly found: number };

/** Each in a transaction of its own, as a round of the relay does it. The first tenth warms up and is not counted. */
async function searchAll(orm: Database, positions: readonly MadeUpPosition[]): Promise<Timed[]> {
  const search = async (position: MadeUpPosition): Promise<Timed> => {
    const began = performance.now();
    const found = await withPool(orm, (em) => findCandidatesFor(em, position, { limit, now }));
    return { tookMs: performance.now() - began, found: found.length };
  };
  for (const position of positions.slice(0, positions.length / 10)) await search(position);
  const timed: Timed[] = [];
  for (const position of positions) timed.push(await search(position));
  return timed;
}

/** By how much the bounded search stays behind one that looks at everybody: mean scores of whom they find. */
async function lossesOf(orm: Database, positions: readonly MadeUpPosition[]): Promise<number[]> {
  const meanScore = async (position: MadeUpPosition, maxLookedAt?: number) => {
    const options = { limit, now, ...(maxLookedAt === undefined ? {} : { maxLookedAt }) };
    const found = await withPool(orm, (em) => findCandidatesFor(em, position, options));
    return found.reduce((sum, { score }) => sum + score.total, 0) / Math.max(1, found.length);
  };
  const losses: number[] = [];
  for (const position of positions) {
    losses.push((await meanScore(position, everybody)) - (await meanScore(position)));
  }
  return losses;
}

function metricsOf(loadedS: number, timed: readonly Timed[], losses: readonly number[]): Metric[] {
  const times = timed.map(({ tookMs }) => tookMs);
  const took = percentiles(times, [50, 95, 99, 100]);
  const full = timed.filter(({ found }) => found === limit).length;
  return [
    { key: 'p95_ms', label: 'a search, 95th percentile', value: took[95], unit: 'ms', goal: { atMost: 50 } },
    { key: 'p50_ms', label: 'a search, median', value: took[50], unit: 'ms' },
    { key: 'p99_ms', label: 'a search, 99th percentile', value: took[99], unit: 'ms' },
    { key: 'max_ms', label: 'the longest search', value: took[100], unit: 'ms' },
    {
      key: 'full_share',
      label: `searches that found ${limit}`,
      value: (full / Math.max(1, timed.length)) * 100,
      unit: '%',
    },
    { key: 'mean_loss', label: 'score lost by the bound, mean', value: meanOf(losses), unit: '' },
    { key: 'max_loss', label: 'score lost by the bound, most', value: Math.max(0, ...losses), unit: '' },
    { key: 'load_s', label: 'filling the pool', value: loadedS, unit: 's', goal: { atMost: 120 } },
  ];
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
