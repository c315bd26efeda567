import { readFileSync } from 'node:fs';
import { BackupError } from './backup-error.ts';

const names = [
  'DATABASE_URL',
  'CASES_MIGRATION_URL',
  'MAIL_MIGRATION_URL',
  'CREDIT_MIGRATION_URL',
  'IDENTITY_MIGRATION_URL',
  'PERSON_HASH_KEY',
  'MAIL_BODY_KEY',
  'CONNECTION_SECRET_KEY',
  'WEBHOOK_SECRET_KEY',
  'BACKUP_IDENTITY',
];

/** The environment, with the secrets that `NAME_FILE` names a file for, as orchestrators mount them. */
export function readBackupEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const read = names.flatMap((name): [string, string][] => {
    const file = env[`${name}_FILE`];
    if (env[name] || !file) return [];
    try {
      return [[name, readFileSync(file, 'utf8').trim()]];
    } catch (error) {
      throw new BackupError(`Cannot read ${name}_FILE: ${(error as Error).message}`);
    }
  });
  return { ...env, ...Object.fromEntries(read) };
}
