/** A list as PostgreSQL reads an array, whatever its texts hold. */
export const pgArray = (values: readonly string[]): string =>
  `{${values.map((value) => `"${value.replaceAll(/["\\]/g, '\\$&')}"`).join(',')}}`;
