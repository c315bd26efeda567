import { databaseRoles, listPasswordRoles } from '@goen/postgres-server';
import { runJob } from './containers.ts';

/** On a server without our databases: each as a new installation would. */
export async function provisionAndMigrate(adminUrl: string, getPassword: (role: string) => string): Promise<void> {
  const roles = Object.values(databaseRoles).flatMap(listPasswordRoles);
  const passwords = roles.map((role) => [`${role.toUpperCase()}_PASSWORD`, getPassword(role)] as const);
  const provision = ['infra/postgres/src/provision-job.ts'];
  await runJob('provision', provision, { DATABASE_URL: adminUrl, ...Object.fromEntries(passwords) });
  const toUrl = (database: keyof typeof databaseRoles) => {
    const { owner } = databaseRoles[database];
    return Object.assign(new URL(adminUrl), {
      username: owner,
      password: getPassword(owner),
      pathname: `/${database}`,
    }).href;
  };
  await runJob('gateway', ['apps/gateway/src/migrate.ts'], { CASES_MIGRATION_URL: toUrl('cases') });
  await runJob('gateway', ['apps/gateway/src/migrate-identity.ts'], { IDENTITY_MIGRATION_URL: toUrl('identity') });
  await runJob('mail-service', ['apps/mail-service/src/migrate.ts'], { MAIL_MIGRATION_URL: toUrl('mail') });
  await runJob('credit-service', ['apps/credit-service/src/migrate.ts'], { CREDIT_MIGRATION_URL: toUrl('credit') });
}

/** A namespace of its own shows that it is made; the stack's is there already. Then the workers' build gets the work. */
export async function setUpAndPromote(address: string, readyUrls: readonly string[]): Promise<string> {
  const setUp = ['apps/worker/src/temporal.ts', 'setup'];
  await runJob('worker', setUp, { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: 'another' });
  await runJob('worker', setUp, { TEMPORAL_ADDRESS: address });
  const ready = readyUrls.flatMap((url) => ['--ready', url]);
  return await runJob('worker', ['apps/worker/src/deploy.ts', 'promote', ...ready], { TEMPORAL_ADDRESS: address });
}
