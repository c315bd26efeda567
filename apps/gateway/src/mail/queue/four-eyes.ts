import type { Writing } from '@goen/case-domain';
import type { Em } from '@goen/case-store';
import { type MessageRequest, preview } from '@goen/contracts/internal';
import { type Actor, formatActor } from '@goen/contracts/workflow';
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
 * Throws `four_eyes` when a person wrote last of these (of two at the same time, the later in the list): then nobody else
 * has seen the mail as it is. `person`: everything that they count as.
 */
export function assertOtherWriter(person: ReadonlySet<string>, writings: readonly (Writing | null)[]): void {
  const last = writings.reduce((later, next) => (next && next.atMs >= (later?.atMs ?? 0) ? next : later), null);
  if (last && person.has(last.by)) throw new HttpProblem('four_eyes');
}

export const editedByApprover = (): HttpProblem =>
  new HttpProblem('four_eyes', { detail: 'Send the text with `edit`; then another person approves it.' });

/** Everything that counts as the person who acts: of a key also those that it replaced, and that replaced it. */
export async function readPerson(em: Em, actor: Actor): Promise<ReadonlySet<string>> {
  if (actor.kind !== 'key' || actor.id === null) return new Set([formatActor(actor)]);
  const keys = await em.execute<{ id: string }[]>(
    `with recursive earlier as (
       select id, rotated_from from api_key where id = ?
       union all select k.id, k.rotated_from from api_key k join earlier e on k.id = e.rotated_from),
     family as (
       select id from earlier where rotated_from is null
       union all select k.id from api_key k join family f on k.rotated_from = f.id)
     select id from family`,
    [actor.id],
  );
  return new Set([formatActor(actor), ...keys.map(({ id }) => formatActor({ kind: 'key', id }))]);
}
