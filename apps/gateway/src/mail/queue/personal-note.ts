import { randomUUID } from 'node:crypto';
import { describeCase, findNoteIds, isNoteRequired, readResultState } from '@goen/case-domain';
import { type Em, PersonalNote, Rejection, withCompany } from '@goen/case-store';
import {
  type AuditActor,
  type LoadedCase,
  loadActors,
  loadCase,
  type NewFact,
  recordAudit,
  recordFacts,
} from '@goen/cases';
import type { PersonalNoteInput, PersonalNoteView } from '@goen/contracts/public';
import { formatActor } from '@goen/contracts/workflow';
import { HttpProblem } from '@goen/service-kit';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { isInFlight } from './decide-mail.ts';

/** The note on a rejection, and whether its result waits for it. Throws `not_found`. */
export const getPersonalNote = ({ orm }: GatewayContext, companyId: string, rejectionId: string) =>
  withCompany(orm, companyId, async (em) => {
    const rejection = await findRejection(em, rejectionId);
    const loaded = await loadCase(em, rejection.caseId);
    if (loaded === null) throw new HttpProblem('not_found');
    return viewNote(em, rejection, loaded);
  });

/**
 * Writes, replaces or removes the note on a rejection, until its result has left. The same text again changes nothing.
 * `replaces`: only the note of this version, or none. Throws `not_found`, `mail_changed`, `note_changed` and
 * `mail_under_way`.
 */
export function writePersonalNote(
  { orm, now }: GatewayContext,
  companyId: string,
  rejectionId: string,
  { text, replaces, actor }: PersonalNoteInput & { readonly actor: AuditActor },
): Promise<PersonalNoteView> {
  return withCompany(orm, companyId, async (em) => {
    const writtenAt = now();
    const by = formatActor(actor);
    const rejection = await findRejection(em, rejectionId);
    const facts = async (loaded: LoadedCase): Promise<NewFact | null> => {
      if (readResultState(loaded.file, rejectionId) === 'over') throw new HttpProblem('mail_changed');
      const before = await findNote(em, loaded, rejectionId);
      if ((before?.text ?? null) === text) return null;
      if (replaces !== undefined && replaces !== (before?.id ?? null)) throw new HttpProblem('note_changed');
      const { mail } = describeCase(loaded.file, writtenAt.getTime());
      if (mail !== null && (await isInFlight(em, loaded.file, mail.n, writtenAt.getTime()))) {
        throw new HttpProblem('mail_under_way');
      }
      // What is replaced is deleted: nobody needs a text that was never sent.
      await em.nativeDelete(PersonalNote, { rejectionId });
      const noteId = text === null ? null : randomUUID();
      if (noteId !== null && text !== null) {
        const keys = { companyId, caseId: rejection.caseId, candidateId: rejection.candidateId, rejectionId };
        await em.insert(PersonalNote, { id: noteId, ...keys, text, writtenBy: by, createdAt: writtenAt });
      }
      return { kind: 'note.written', at: writtenAt, data: { rejectionId, noteId, by } };
    };
    const recorded = await recordFacts({ em, now: writtenAt }, { caseId: rejection.caseId, facts });
    if (recorded === null) throw new HttpProblem('not_found');
    if (recorded.appended) {
      const action = text === null ? 'personal_note.removed' : 'personal_note.written';
      await recordAudit(em, { companyId, actor, action, subject: { type: 'rejection', id: rejectionId } });
    }
    return viewNote(em, rejection, recorded.loaded);
  });
}

async function findRejection(em: Em, id: string): Promise<Rejection> {
  const rejection = await em.findOne(Rejection, { id });
  if (rejection === null) throw new HttpProblem('not_found');
  return rejection;
}

async function findNote(em: Em, { file }: LoadedCase, rejectionId: string): Promise<PersonalNote | null> {
  const [id] = findNoteIds(file, [rejectionId]);
  return id === undefined ? null : em.findOne(PersonalNote, { id });
}

async function viewNote(em: Em, { id, stage }: Rejection, loaded: LoadedCase): Promise<PersonalNoteView> {
  const note = await findNote(em, loaded, id);
  const viewActor = await loadActors(em, [note?.writtenBy]);
  return {
    rejection_id: id,
    text: note?.text ?? null,
    version: note?.id ?? null,
    by: viewActor(note?.writtenBy),
    written_at: note?.createdAt.toISOString() ?? null,
    required: isNoteRequired(stage, loaded.file.settings.personalNoteFrom),
  };
}
