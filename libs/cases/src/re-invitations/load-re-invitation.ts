import { findReInvitationBlocks, type ReInvitationFile } from '@goen/case-domain/re-invitation';
import { type Em, Position, ReInvitation } from '@goen/case-store';
import { type LoadedCase, loadCase } from '../load-case.ts';
import { loadInvitationPersons } from './invitation-persons.ts';
import { readReInvitationFacts } from './re-invitations.ts';

export type LoadedReInvitation = {
  readonly row: ReInvitation;
  readonly file: ReInvitationFile;
  /** The case of the person that was current when they were chosen. */
  readonly loadedCase: LoadedCase;
};

/**
 * Locks a re-invitation until the transaction ends and loads what its next step depends on. Null when the company has
 * none with this id. Who holds the lock of a case may take this one, never the other way round.
 */
export async function lockReInvitation(em: Em, id: string, nowMs: number): Promise<LoadedReInvitation | null> {
  await em.execute('select 1 from re_invitation where id = ? for update', [id]);
  const row = await em.findOne(ReInvitation, { id }, { refresh: true });
  return row && loadReInvitation(em, row, nowMs);
}

/** The same for a row that is known, without a lock. */
export async function loadReInvitation(em: Em, row: ReInvitation, nowMs: number): Promise<LoadedReInvitation> {
  const loadedCase = await loadCase(em, await findCurrentCaseId(em, row));
  if (loadedCase === null) throw new Error('The case of a re-invitation is missing');
  const { candidateId } = loadedCase.row;
  const person = (await loadInvitationPersons(em, [candidateId], row.id)).get(candidateId);
  if (person === undefined) throw new Error('The candidate of a re-invitation is missing');
  const position = await em.findOneOrFail(Position, { id: row.positionId });
  const { settings } = loadedCase.file;
  const opening = [...position.requiredIds, ...position.desiredIds];
  const [block = null] = findReInvitationBlocks(loadedCase.file, person, opening, nowMs);
  return {
    row,
    loadedCase,
    file: {
      facts: await readReInvitationFacts(em, row.id),
      createdAtMs: row.createdAt.getTime(),
      hours: settings.hours,
      approval: settings.approval,
      areMailsPaused: loadedCase.file.areMailsPaused ?? false,
      block,
      isPositionOpen: position.state === 'open',
    },
  };
}

/** A later case of the person knows more about them, above all that they were rejected again. */
async function findCurrentCaseId(em: Em, { caseId, candidateId }: ReInvitation): Promise<string> {
  const [current] = await em.execute<{ id: string }[]>(
    `select id from follow_up_case where candidate_id = ? order by state desc, opened_at desc, id desc limit 1`,
    [candidateId],
  );
  return current?.id ?? caseId;
}
