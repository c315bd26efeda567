import type { AdminContext } from './admin-context.ts';
import { AdminError } from './admin-error.ts';

export type Options = Readonly<Record<string, readonly string[] | undefined>>;
export type Command = {
  /** What it does, for `--help`. */
  readonly summary: string;
  readonly options: readonly string[];
  run(admin: AdminContext, options: Options): Promise<string>;
};

/** The value that was given last; throws an AdminError without one. */
export const requireOption = (options: Options, name: string): string => {
  const value = readOption(options, name);
  if (value === null) throw new AdminError(`--${name} is missing.`);
  if (value.trim() === '') throw new AdminError(`--${name} is empty.`);
  return value;
};

export const readOption = (options: Options, name: string): string | null => options[name]?.at(-1) ?? null;

/** A property that is left out when its option was. */
export const optional = <N extends string>(name: N, value: string | null): { readonly [K in N]?: string } =>
  (value === null ? {} : { [name]: value }) as { readonly [K in N]?: string };
