/** The password of a role, in `<ROLE>_PASSWORD` of the environment. */
export function readPassword(role: string): string {
  const name = `${role.toUpperCase()}_PASSWORD`;
  const password = process.env[name];
  if (!password) throw new Error(`${name} is missing: the password of the role ${role}.`);
  return password;
}
