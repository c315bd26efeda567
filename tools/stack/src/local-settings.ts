import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { databaseRoles, serviceDatabases } from '@goen/postgres-server';
import { dataRoot } from './paths.ts';
import { defaultPorts } from './ports.ts';
import { deriveDatabasePassword, loadSecrets, type Secrets } from './secrets.ts';

/** Whether the environment names databases of one's own; otherwise commands are about the local stack. */
export const hasOwnDatabases = (env: NodeJS.ProcessEnv): boolean =>
  Boolean(env.DATABASE_URL) || serviceDatabases.some((name) => env[`${name.toUpperCase()}_MIGRATION_URL`]);

/** The keys of a local stack, under the names that services read. */
export const toKeyEnvironment = (
  secrets: Pick<Secrets, 'personHashKey' | 'mailBodyKey' | 'connectionSecretKey' | 'webhookSecretKey'>,
) => ({
  PERSON_HASH_KEY: secrets.personHashKey,
  MAIL_BODY_KEY: secrets.mailBodyKey,
  CONNECTION_SECRET_KEY: secrets.connectionSecretKey,
  WEBHOOK_SECRET_KEY: secrets.webhookSecretKey,
});

/** Of the stack that runs with its data in `dataDir`: the URLs of the owners, and the keys. */
export const readLocalOwners = (dataDir: string): Record<string, string> => ({
  ...toKeyEnvironment(loadSecrets(dataDir)),
  ...readLocalUrls(dataDir, 'owner', 'MIGRATION_URL'),
});

/** The same as its services see it, at the ports that `npm start` takes. */
export const readLocalServices = (dataDir: string): Record<string, string> => ({
  ...readLocalUrls(dataDir, 'app', 'DATABASE_URL'),
  TEMPORAL_ADDRESS: `127.0.0.1:${defaultPorts.temporal}`,
  PUBLIC_URL: readLocalFile(dataDir).PUBLIC_URL ?? '',
  MAIL_SERVICE_URL: `http://127.0.0.1:${defaultPorts.mail}`,
  CREDIT_SERVICE_URL: `http://127.0.0.1:${defaultPorts.credit}`,
  BACKUP_FOLDER: join(dataRoot, 'backups'),
});

function readLocalUrls(dataDir: string, kind: 'owner' | 'app', variable: string): Record<string, string> {
  const secrets = loadSecrets(dataDir);
  const { CASES_DATABASE_URL: casesUrl = '' } = readLocalFile(dataDir);
  return Object.fromEntries(
    serviceDatabases.map((name) => {
      const url = new URL(casesUrl);
      url.username = databaseRoles[name][kind];
      url.password = deriveDatabasePassword(secrets, url.username);
      url.pathname = `/${name}`;
      return [`${name.toUpperCase()}_${variable}`, url.href];
    }),
  );
}

/** What its last start wrote. */
function readLocalFile(dataDir: string): Partial<Record<string, string>> {
  const file = join(dataDir, 'env.json');
  if (!existsSync(file))
    throw new Error(`No stack has run in ${dataDir}: start it first, or set the variables of your own.`);
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
}
