import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { Benchmark, Settings } from './benchmark.ts';

const wholeNumber = z.coerce.number().int().min(0);
const defaultSeed = 1;

export type Options = { readonly seed: number; readonly settings: Settings };

/** Parses `--seed` and `--name value` for each setting. Throws on unknown options and on anything but whole numbers. */
export function readOptions(benchmark: Benchmark, args: readonly string[]): Options {
  const defaults = { seed: defaultSeed, ...benchmark.defaults };
  const options = Object.fromEntries(Object.keys(defaults).map((name) => [name, { type: 'string' as const }]));
  const { values } = parseArgs({ args: [...args], options });
  const entries = Object.entries(defaults).map(([name, fallback]): [string, number] => {
    const parsed = wholeNumber.safeParse(values[name] ?? fallback);
    if (!parsed.success) throw new Error(`--${name} must be a whole number.`);
    return [name, parsed.data];
  });
  const { seed = defaultSeed, ...settings } = Object.fromEntries(entries);
  return { seed, settings };
}
