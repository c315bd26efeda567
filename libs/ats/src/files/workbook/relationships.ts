import { toPartName } from './part-names.ts';
import { parseXml } from './xml-reader.ts';

/** `type`: the last segment of its URI, which is the same in the transitional and the strict format. */
export type Relationship = { readonly id: string; readonly type: string; readonly partName: string };

/** Reads how the part `from` refers to other parts; without a name, how the package refers to its parts. */
export function readRelationships(pieces: readonly Uint8Array[], from = ''): Relationship[] {
  const relationships: Relationship[] = [];
  parseXml(pieces, (name, { Id: id = '', Type: type = '', Target: target = '', TargetMode: mode = 'Internal' }) => {
    if (name !== 'Relationship' || mode.toLowerCase() === 'external') return;
    relationships.push({ id, type: type.slice(type.lastIndexOf('/') + 1), partName: toPartName(target, from) });
  });
  return relationships;
}

export const findPart = (relationships: readonly Relationship[], type: string): string | null =>
  relationships.find((relationship) => relationship.type === type)?.partName ?? null;
