import { readFileSync } from 'node:fs';

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * The values of the settings that `NAME_FILE` takes from a file, as orchestrators mount secrets, without the line breaks at
 * its end. An empty file counts as unset. A fault names the variable, never a value.
 */
export function readSettingFiles(
  names: readonly string[],
  env: Variables,
): { readonly values: Readonly<Record<string, string>>; readonly faults: readonly string[] } {
  const values: Record<string, string> = {};
  const faults: string[] = [];
  for (const name of names) {
    const path = env[`${name}_FILE`];
    if (!path) continue;
    if (env[name]) {
      faults.push(`${name}: must not be set together with ${name}_FILE`);
      continue;
    }
    try {
      const value = readFileSync(path, 'utf8').replace(/[\r\n]+$/, '');
      if (value !== '') values[name] = value;
    } catch (error) {
      faults.push(`${name}_FILE: cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'})`);
    }
  }
  return { values, faults };
}
