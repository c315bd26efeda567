import type { Em } from '@goen/case-store';
import { type LoadedReInvitation, lockReInvitation } from './load-re-invitation.ts';
import {
  appendReInvitationFact,
  type NewReInvitationFact,
  readReInvitationFacts,
  wakeReInvitation,
} from './re-invitations.ts';
import { refreshReInvitation } from './refresh-re-invitation.ts';

export type RecordedReInvitation = { readonly appended: boolean; readonly loaded: LoadedReInvitation };

/**
 * Records a fact of a re-invitation under its lock, refreshes what lists show, and wakes its workflow unless the workflow
 * itself records. `toFact` can check the locked state; null records nothing. Null when there is no such re-invitation.
 */
export async function recordReInvitation(
  em: Em,
  id: string,
  now: Date,
  toFact: (loaded: LoadedReInvitation) => NewReInvitationFact | null | Promise<NewReInvitationFact | null>,
  wake: 'nudge' | 'none' = 'nudge',
): Promise<RecordedReInvitation | null> {
  const before = await lockReInvitation(em, id, now.getTime());
  if (before === null) return null;
  const fact = await toFact(before);
  const appended = fact !== null && (await appendReInvitationFact(em, before.row, fact));
  const facts = appended ? await readReInvitationFacts(em, id) : before.file.facts;
  const loaded = { ...before, file: { ...before.file, facts } };
  await refreshReInvitation(em, loaded, now.getTime());
  if (appended && wake === 'nudge') await wakeReInvitation(em, before.row, now);
  return { appended, loaded };
}
