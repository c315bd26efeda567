import { ApiKey, type Em, Member } from '@goen/case-store';
import type { ActorView } from '@goen/contracts/public';
import { parseActor } from '@goen/contracts/workflow';

type StoredText = string | null | undefined;
export type ViewActor = {
  (text: string): ActorView;
  (text: StoredText): ActorView | null;
};

/**
 * Looks up the names of those whom rows and facts name, once for a page. The function that it returns shows each of
 * them. Names of the operator's staff are not the companies' to see.
 */
export async function loadActors(em: Em, texts: readonly StoredText[]): Promise<ViewActor> {
  const actors = [...new Set(texts)].flatMap((text) => (text ? [parseActor(text)] : []));
  const idsOf = (kind: 'key' | 'member') => actors.flatMap((actor) => (actor.kind === kind ? (actor.id ?? []) : []));
  const [keyIds, memberIds] = [idsOf('key'), idsOf('member')];
  const fields = { fields: ['id', 'name'], disableIdentityMap: true } as const;
  const keys = keyIds.length === 0 ? [] : await em.find(ApiKey, { id: { $in: keyIds } }, fields);
  const members = memberIds.length === 0 ? [] : await em.find(Member, { id: { $in: memberIds } }, fields);
  const names = new Map([...keys, ...members].map(({ id, name }) => [id, name]));
  const view = (text: StoredText): ActorView | null => {
    if (!text) return null;
    const { kind, id, name } = parseActor(text);
    return { kind, id, name: name ?? names.get(id ?? '') ?? null };
  };
  return view as ViewActor;
}
