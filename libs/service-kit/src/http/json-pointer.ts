/** What names of fields look like, here and in ATSs. */
const fieldName = /^[A-Za-z_][\w/~-]{0,63}$/;

/**
 * RFC 6901: `~` and `/` in a key are escaped. It ends before a key that is no field's name: senders use names and
 * addresses of people as keys, and a pointer is answered and logged.
 */
export function toJsonPointer(path: readonly PropertyKey[]): string {
  const keys = path.map(String);
  const end = keys.findIndex((key) => !/^\d+$/.test(key) && !fieldName.test(key));
  return (end < 0 ? keys : keys.slice(0, end))
    .map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}
