import type { Writing } from '@goen/case-domain';
import type { Em } from '@goen/case-store';
import { type MessageRequest, preview } from '@goen/contracts/internal';
import type { MailDecision } from '@goen/contracts/public';
import { type Actor, formatActor } from '@goen/contracts/workflow';
import { HttpProblem, pgArray } from '@goen/service-kit';
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

/**
 * The mail with the text of the decision, if it brings one. Throws 422 with the positions of faults in an edit, now, while
 * its author can still fix it, and `mail_changed` when the mail is no longer what the person read.
 */
export async function renderForApproval(
  context: GatewayContext,
  request: MessageRequest,
  { wording, digest }: Pick<MailDecision, 'wording' | 'digest'>,
): Promise<Rendering> {
  const isOwnText = wording !== undefined;
  const current = !isOwnText || digest !== undefined ? await render(context, request) : noRendering;
  if (digest !== undefined && digest !== current.digest) throw new HttpProblem('mail_changed');
  return isOwnText ? render(context, { ...request, wording }) : current;
}

async function render({ mail }: GatewayContext, body: MessageRequest): Promise<Rendering> {
  const answer = await askService(mail, '/messages/preview', { method: 'POST', query: { as: 'text' }, body });
  const { digest, wordingSaved } = preview.parse(await answer.json());
  return {
    digest: digest ?? null,
    wording: wordingSaved ? { by: wordingSaved.by, atMs: Date.parse(wordingSaved.at) } : null,
  };
}

/** Of two at the same time, the later in the list. */
export const findLatest = (writings: readonly (Writing | null)[]): Writing | null =>
  writings.reduce((later, next) => (next && next.atMs >= (later?.atMs ?? 0) ? next : later), null);

/**
 * Throws `four_eyes` when a person wrote last of these (of two at the same time, the later in the list): then nobody else
 * has seen the mail as it is. `person`: everything that they count as.
 */
export function assertOtherWriter(person: ReadonlySet<string>, writings: readonly (Writing | null)[]): void {
  const last = findLatest(writings);
  if (last && person.has(last.by)) throw new HttpProblem('four_eyes');
}

export const editedByApprover = (): HttpProblem =>
  new HttpProblem('four_eyes', { detail: 'Send the text with `edit`; then another person approves it.' });

/**
 * Everything that counts as the person who acts. Of a member also the keys that they made, or that these made; replacing a
 * key is making one. Of a key also those that it replaced or made, or that did so to it; the members who made any of them;
 * and all keys of these members.
 */
export async function readPerson(em: Em, actor: Actor): Promise<ReadonlySet<string>> {
  const self = formatActor(actor);
  if (actor.kind === 'member') return new Set([self, ...toActors(await findKeysMadeBy(em, [self]))]);
  if (actor.kind !== 'key' || actor.id === null) return new Set([self]);
  const family = await findFamily(em, actor.id);
  const makers = family.flatMap(({ createdBy }) => (createdBy?.startsWith('member:') ? [createdBy] : []));
  return new Set([self, ...makers, ...toActors(family), ...toActors(await findKeysMadeBy(em, makers))]);
}

type Key = { readonly id: string };
const toActors = (keys: readonly Key[]): string[] => keys.map(({ id }) => formatActor({ kind: 'key', id }));

const findKeysMadeBy = (em: Em, makers: readonly string[]): Promise<Key[]> =>
  em.execute<Key[]>(
    `with recursive made as (
       select id from api_key where created_by = any(?)
       union select k.id from made m join api_key k on k.created_by = 'key:' || m.id)
     select id from made`,
    [pgArray(makers)],
  );

const findFamily = (em: Em, id: string): Promise<(Key & { readonly createdBy: string | null })[]> =>
  em.execute(
    `with recursive family as (
       select id, rotated_from, created_by from api_key where id = ?
       union
       select k.id, k.rotated_from, k.created_by from family f join api_key k on k.rotated_from = f.id
         or k.id = f.rotated_from or k.created_by = 'key:' || f.id or f.created_by = 'key:' || k.id)
     select id, created_by as "createdBy" from family`,
    [id],
  );
