import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { Harness, Settings } from './harness.ts';

const wholeNumber = z.coerce.number().int().min(0);

/** Parses `--seed` and `--name value` for each setting. Throws on unknown options and on anything but whole numbers. */
export function readOptions(
  harness: Pick<Harness, 'defaults'>,
  args: readonly string[],
): { readonly seed: number; readonly settings: Settings } {
  const defaults: Settings = { seed: Date.now() % 2 ** 31, ...harness.defaults };
  const options = Object.fromEntries(Object.keys(defaults).map((name) => [name, { type: 'string' as const }]));
  const { values } = parseArgs({ args: [...args], options });
  const entries = Object.entries(defaults).map(([name, fallback]): [string, number] => {
    const parsed = wholeNumber.safeParse(values[name] ?? fallback);
    if (!parsed.success) throw new Error(`--${name} must be a whole number.`);
    return [name, parsed.data];
  });
  const { seed = 0, ...settings } = Object.fromEntries(entries);
  return { seed, settings };
}
