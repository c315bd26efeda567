import { readFileSync } from 'node:fs';

/** A variable of the environment, or the content of the file that `NAME_FILE` names; `meaning` is for the error. */
export function readSetting(name: string, meaning: string): string {
  const { [name]: given, [`${name}_FILE`]: file } = process.env;
  if (given && file) throw new Error(`${name} must not be set together with ${name}_FILE.`);
  const value = file ? readFileSync(file, 'utf8').replace(/[\r\n]+$/, '') : given;
  if (!value) throw new Error(`${name} is missing: ${meaning}.`);
  return value;
}
