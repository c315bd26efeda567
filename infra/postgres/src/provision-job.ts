/**
 * `npm run provision`: creates missing roles and databases and sets the passwords, as the role of DATABASE_URL, which may
 * create both. The passwords are in `<ROLE>_PASSWORD`. May be repeated; the migrations follow.
 */
import { provision } from './provision.ts';
import { readPassword } from './read-password.ts';

try {
  const { DATABASE_URL: adminUrl } = process.env;
  if (!adminUrl)
    throw new Error('DATABASE_URL is missing: the server, with a role that may create roles and databases.');
  await provision(adminUrl, { getPassword: readPassword, report: console.log });
  console.log('Roles and databases are there.');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
