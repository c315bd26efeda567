/**
 * `npm run provision`: creates missing roles and databases and sets the passwords, as the role of DATABASE_URL, which may
 * create both. The passwords are in `<ROLE>_PASSWORD`; `NAME_FILE` names a file instead. With TEMPORAL_PASSWORD it also
 * creates the role and the databases of a Temporal server. May be repeated; the migrations follow.
 */
import { provision } from './provision.ts';
import { provisionTemporal } from './provision-temporal.ts';
import { readPassword } from './read-password.ts';
import { readSetting } from './read-setting.ts';

try {
  const adminUrl = readSetting('DATABASE_URL', 'the server, with a role that may create roles and databases');
  await provision(adminUrl, { getPassword: readPassword, report: console.log });
  console.log('Roles and databases are there.');
  if (process.env.TEMPORAL_PASSWORD || process.env.TEMPORAL_PASSWORD_FILE) {
    await provisionTemporal(adminUrl, readPassword('temporal'));
    console.log('The databases of Temporal are there.');
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
