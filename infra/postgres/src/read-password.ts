import { readSetting } from './read-setting.ts';

/** The password of a role, in `<ROLE>_PASSWORD` of the environment or in the file that `<ROLE>_PASSWORD_FILE` names. */
export const readPassword = (role: string): string =>
  readSetting(`${role.toUpperCase()}_PASSWORD`, `the password of the role ${role}`);
