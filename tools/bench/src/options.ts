import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { Benchmark, Settings } from './benchmark.ts';

const whole = z.coerce.number().int().min(0);
const defaultSeed = 1;

export type Options = { readonly seed: number; readonly settings: Settings };

/** `--name value` for each setting of the benchmark, and `--seed`. Throws on what is unknown or no whole number. */
export function readOptions(benchmark: Benchmark, args: readonly string[]): Options {
  const known = { seed: defaultSeed, ...benchmark.defaults };
  const options = Object.fromEntries(Object.keys(known).map((name) => [name, { type: 'string' as const }]));
  const { values } = parseArgs({ args: [...args], options });
  const read = Object.entries(known).map(([name, value]): [string, number] => {
    const given = whole.safeParse(values[name] ?? value);
    if (!given.success) throw new Error(`--${name} must be a whole number.`);
    return [name, given.data];
  });
  const { seed = defaultSeed, ...settings } = Object.fromEntries(read);
  return { seed, settings };
}
