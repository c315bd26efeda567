import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { databaseRoles, serviceDatabases } from '@goen/postgres-server';
import { deriveDatabasePassword, loadSecrets, type Secrets } from './secrets.ts';

/** Whether the environment names databases of one's own; otherwise commands are about the local stack. */
export const hasOwnDatabases = (env: NodeJS.ProcessEnv): boolean =>
  Boolean(env.DATABASE_URL) || serviceDatabases.some((name) => env[`${name.toUpperCase()}_MIGRATION_URL`]);

/** The keys of a local stack, under the names that services read. */
export const toKeyEnvironment = (secrets: Secrets) => ({
  PERSON_HASH_KEY: secrets.personHashKey,
  MAIL_BODY_KEY: secrets.mailBodyKey,
  CONNECTION_SECRET_KEY: secrets.connectionSecretKey,
  WEBHOOK_SECRET_KEY: secrets.webhookSecretKey,
});

/** Of the stack that runs with its data in `dataDir`: the URLs of the owners, and the keys. */
export function readLocalOwners(dataDir: string): Record<string, string> {
  const file = join(dataDir, 'env.json');
  if (!existsSync(file)) throw new Error(`No stack has run in ${dataDir}: start it first, or set DATABASE_URL.`);
  const { CASES_DATABASE_URL: casesUrl = '' } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  const secrets = loadSecrets(dataDir);
  const urls = serviceDatabases.map((name) => {
    const url = new URL(casesUrl);
    url.username = databaseRoles[name].owner;
    url.password = deriveDatabasePassword(secrets, url.username);
    url.pathname = `/${name}`;
    return [`${name.toUpperCase()}_MIGRATION_URL`, url.href];
  });
  return { ...toKeyEnvironment(secrets), ...Object.fromEntries(urls) };
}
