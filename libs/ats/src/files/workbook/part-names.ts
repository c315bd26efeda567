/**
 * The name of a part as names are compared in a package (OPC, ECMA-376 part 2): in lower case, without a leading slash,
 * `.` and `..` resolved. Backslashes, which some archivers write, count as slashes. `from`: the part that refers to it.
 */
export function toPartName(reference: string, from = ''): string {
  const path = decode(reference).replaceAll('\\', '/');
  const segments = path.startsWith('/') ? [] : from.split('/').slice(0, -1);
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return segments.join('/').toLowerCase();
}

/** The part that holds the relationships of a part; without a name, those of the package. */
export function toRelationshipsName(partName = ''): string {
  const slash = partName.lastIndexOf('/') + 1;
  return `${partName.slice(0, slash)}_rels/${partName.slice(slash)}.rels`;
}

function decode(reference: string): string {
  try {
    return decodeURIComponent(reference);
  } catch {
    return reference;
  }
}
