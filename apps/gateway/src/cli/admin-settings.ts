import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AdminError } from './admin-error.ts';

type Name = 'CASES_OPERATOR_URL' | 'CASES_DATABASE_URL' | 'IDENTITY_DATABASE_URL' | 'PERSON_HASH_KEY' | 'PUBLIC_URL';

/** From the environment, else from the file that the local stack writes. */
export function readAdminSetting(name: Name): string {
  const value = findAdminSetting(name);
  if (value === undefined) throw new AdminError(`Start the stack first (npm start), or set ${name}.`);
  return value;
}

export function findAdminSetting(name: Name): string | undefined {
  const fromEnvironment = process.env[name];
  // With databases of one's own, nothing is taken from the local stack.
  if (fromEnvironment || process.env.CASES_OPERATOR_URL) return fromEnvironment || undefined;
  const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', '..');
  const file = join(root, '.data', 'env.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>)[name] : undefined;
}
