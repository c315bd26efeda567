/** Who made a change. Candidates and the system have no id: the row or fact says which candidate. */
export type ActorKind = 'key' | 'member' | 'operator' | 'candidate' | 'system';
export type Actor = { readonly kind: ActorKind; readonly id: string | null };

export const candidateActor: Actor = { kind: 'candidate', id: null };
export const systemActor: Actor = { kind: 'system', id: null };

/** As facts and rows store it: `member:<id>`, `key:<id>`, `operator:<id>`, `candidate`, `system`. */
export const formatActor = ({ kind, id }: Actor): string => (id === null ? kind : `${kind}:${id}`);

/** What facts and rows hold. `name` is set where a name was stored instead of an id, as older versions did. */
export type StoredActor = Actor & { readonly name: string | null };

const idOfActor = /^(key|member|operator):(.+)$/;
const olderKeyName = /^API key (.+)$/;

/** Reads what `formatActor` wrote, and the free text of older versions: the name of a key, or of a member. */
export function parseActor(text: string): StoredActor {
  if (text === 'candidate' || text === 'system' || text === 'operator') return { kind: text, id: null, name: null };
  const [, kind, id] = idOfActor.exec(text) ?? [];
  if (kind !== undefined && id !== undefined) return { kind: kind as ActorKind, id, name: null };
  const [, keyName] = olderKeyName.exec(text) ?? [];
  return keyName === undefined ? { kind: 'member', id: null, name: text } : { kind: 'key', id: null, name: keyName };
}
