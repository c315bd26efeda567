import { randomUUID } from 'node:crypto';
import { Candidate, CandidateNote, type Em } from '@goen/case-store';
import { type AuditActor, loadActors, recordAudit } from '@goen/cases';
import type { CandidateRecord } from '@goen/contracts/public';
import { formatActor } from '@goen/contracts/workflow';
import { HttpProblem } from '@goen/service-kit';
import { viewNote } from './read-candidate.ts';

type Scope = { readonly companyId: string; readonly candidateId: string; readonly actor: AuditActor };
/** More would be a file on a person. */
const maxNotes = 200;

/** Throws `not_found`, `candidate_erased` and `too_many_notes`. */
export async function addNote(
  em: Em,
  { companyId, candidateId, actor }: Scope,
  text: string,
  now: Date,
): Promise<CandidateRecord['notes'][number]> {
  const candidate = await em.findOne(Candidate, { id: candidateId });
  if (candidate === null) throw new HttpProblem('not_found');
  // An erasure waits for the row, or this does.
  await em.execute('select 1 from candidate where id = ? for update', [candidateId]);
  await em.refresh(candidate);
  if (candidate.erasedAt || candidate.mergedInto) throw new HttpProblem('candidate_erased');
  if ((await em.count(CandidateNote, { candidateId })) >= maxNotes) throw new HttpProblem('too_many_notes');
  const id = randomUUID();
  await em.insert(CandidateNote, { id, companyId, candidateId, text, writtenBy: formatActor(actor), writtenAt: now });
  const subject = { type: 'candidate', id: candidateId };
  await recordAudit(em, { companyId, actor, action: 'candidate_note.added', subject, data: { note_id: id } });
  const note = await em.findOneOrFail(CandidateNote, { id });
  return viewNote(note, await loadActors(em, [note.writtenBy]));
}

/** Throws `not_found`. */
export async function removeNote(em: Em, { companyId, candidateId, actor }: Scope, id: string): Promise<void> {
  if ((await em.nativeDelete(CandidateNote, { id, candidateId })) === 0) throw new HttpProblem('not_found');
  const subject = { type: 'candidate', id: candidateId };
  await recordAudit(em, { companyId, actor, action: 'candidate_note.removed', subject, data: { note_id: id } });
}
