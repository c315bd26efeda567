/** A list as a PostgreSQL array literal, whatever its texts contain. */
export const pgArray = (values: readonly (string | number)[]): string =>
  `{${values.map((value) => `"${String(value).replaceAll(/["\\]/g, '\\$&')}"`).join(',')}}`;
