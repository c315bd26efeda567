import type { Writing } from '@goen/case-domain';
import type { Em } from '@goen/case-store';
import { type MessageRequest, preview } from '@goen/contracts/internal';
import { type Actor, parseActor } from '@goen/contracts/workflow';
import { HttpProblem } from '@goen/service-kit';
import { askService } from '../../http/ask-service.ts';
import type { GatewayContext } from '../../http/gateway-app.ts';

/** A mail as it is being approved. */
export type Rendering = {
  /** It is sent only while it is this very mail. Null without an address. */
  readonly digest: string | null;
  /** Who saved the company's own wording that it uses. */
  readonly wording: Writing | null;
};
export const noRendering: Rendering = { digest: null, wording: null };

/** Asks mail-service. Throws 422 with the positions of faults in an edit, now, while its author can still fix it. */
export async function renderForApproval({ mail }: GatewayContext, body: MessageRequest): Promise<Rendering> {
  const answer = await askService(mail, '/messages/preview', { method: 'POST', query: { as: 'text' }, body });
  const { digest, wordingSaved } = preview.parse(await answer.json());
  return {
    digest: digest ?? null,
    wording: wordingSaved ? { by: wordingSaved.by, atMs: Date.parse(wordingSaved.at) } : null,
  };
}

/**
 * Throws `four_eyes` when the actor wrote last of these (of two at the same time, the later in the list): then nobody
 * else has seen the mail as it is. A key counts as a person of its own, and as one with the keys that it replaced.
 */
export async function assertOtherWriter(em: Em, actor: Actor, writings: readonly (Writing | null)[]): Promise<void> {
  const last = writings.reduce((later, next) => (next && next.atMs >= (later?.atMs ?? 0) ? next : later), null);
  if (last && (await isSamePerson(em, actor, parseActor(last.by)))) throw new HttpProblem('four_eyes');
}

export const editedByApprover = (): HttpProblem =>
  new HttpProblem('four_eyes', { detail: 'Send the text with `edit`; then another person approves it.' });

async function isSamePerson(em: Em, a: Actor, b: Actor): Promise<boolean> {
  if (a.kind !== b.kind || a.id === null || b.id === null) return false;
  return a.id === b.id || (a.kind === 'key' && (await findFirstKey(em, a.id)) === (await findFirstKey(em, b.id)));
}

/** The key at the beginning of the rotations that led to this one. */
async function findFirstKey(em: Em, id: string): Promise<string | undefined> {
  const [first] = await em.execute<{ id: string }[]>(
    `with recursive chain as (
       select id, rotated_from from api_key where id = ?
       union all select k.id, k.rotated_from from api_key k join chain c on k.id = c.rotated_from)
     select id from chain where rotated_from is null`,
    [id],
  );
  return first?.id ?? id;
}
