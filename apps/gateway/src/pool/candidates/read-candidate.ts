import { type CaseDescription, describeCase } from '@goen/case-domain';
import { suggestTags, toSearchedTagId } from '@goen/case-domain/tags';
import {
  Application,
  Candidate,
  CandidateAlias,
  CandidateCorrection,
  CandidateNote,
  CandidateTag,
  type Em,
  FollowUpCase,
  findCurrentCase,
  Introduction,
  ReInvitation,
  Rejection,
  Revisit,
} from '@goen/case-store';
import { loadActors, loadCase, readNextStepAt, type ViewActor } from '@goen/cases';
import type { CandidateRecord } from '@goen/contracts/public';
import { HttpProblem } from '@goen/service-kit';
import { areMailsPaused } from '../../services/are-mails-paused.ts';
import { toApiField } from './corrected-fields.ts';

/** Everything that is held about a candidate of the company, in its session. Throws `not_found`. */
export async function readCandidate(em: Em, candidateId: string, now: Date): Promise<CandidateRecord> {
  const candidate = await em.findOne(Candidate, { id: candidateId });
  if (candidate === null) throw new HttpProblem('not_found');
  const ofCandidate = { candidateId };
  const aliases = await em.find(CandidateAlias, ofCandidate, { orderBy: { createdAt: 'asc' } });
  const tags = await em.find(CandidateTag, ofCandidate, { orderBy: { kind: 'asc', value: 'asc' } });
  const applications = await em.find(Application, ofCandidate, { orderBy: { createdAt: 'asc' } });
  const rejections = await em.find(Rejection, ofCandidate, { orderBy: { rejectedAt: 'asc' } });
  const cases = await em.find(FollowUpCase, ofCandidate, { orderBy: { openedAt: 'asc' } });
  const corrections = await em.find(CandidateCorrection, ofCandidate, { orderBy: { correctedAt: 'asc', id: 'asc' } });
  const notes = await em.find(CandidateNote, ofCandidate, { orderBy: { writtenAt: 'desc', id: 'desc' } });
  const revisit = await em.findOne(Revisit, ofCandidate);
  const reInvitations = await em.find(ReInvitation, ofCandidate, { orderBy: { createdAt: 'asc' } });
  const introductions = await em.find(Introduction, ofCandidate, { orderBy: { createdAt: 'asc' } });
  const description = await describeCurrentCase(em, candidateId, now);
  const authors = [...corrections.map((row) => row.correctedBy), ...notes.map((row) => row.writtenBy)];
  const viewActor = await loadActors(em, authors);
  const isPaused = await areMailsPaused(em, candidate.companyId);
  return {
    id: candidate.id,
    state: readState(candidate),
    merged_into: candidate.mergedInto ?? null,
    family_name: candidate.familyName ?? null,
    given_name: candidate.givenName ?? null,
    family_name_kana: candidate.familyNameKana ?? null,
    given_name_kana: candidate.givenNameKana ?? null,
    full_name: candidate.fullName ?? null,
    email: candidate.email ?? null,
    emails: candidate.emails,
    phones: candidate.phones,
    locale: candidate.locale ?? null,
    prefecture: candidate.prefecture ?? null,
    experience_years: candidate.experienceYears ?? null,
    sources: [candidate, ...aliases].map(({ sourceKey, remoteId }) => ({ source: sourceKey, remote_id: remoteId })),
    tags: tags.map(({ kind, value }) => ({ kind, value })),
    tag_suggestions: candidate.erasedAt ? [] : suggestNewTags(tags, applications),
    applications: applications.map((application) => viewApplication(application, rejections)),
    cases: cases.map((row) => ({
      id: row.id,
      state: row.state,
      stage: row.stage,
      next_step: row.nextStep,
      next_step_at: readNextStepAt(row, isPaused)?.toISOString() ?? null,
    })),
    relay_consent: candidate.relayConsent,
    may_be_mailed: candidate.mayBeMailed,
    mails_stopped: description?.stoppedMails.followUps ?? false,
    address_state: candidate.addressState ?? null,
    keep_until: candidate.keepUntil ?? null,
    result_only: candidate.resultOnly,
    corrections: corrections.map(({ field, before, after, correctedAt, correctedBy }) => ({
      field: toApiField(field),
      before: before ?? null,
      after: after ?? null,
      at: correctedAt.toISOString(),
      by: viewActor(correctedBy),
    })),
    notes: notes.map((note) => viewNote(note, viewActor)),
    revisit: revisit && { revisit_on: revisit.revisitOn, note: revisit.note ?? null },
    re_invitations: reInvitations.map(({ id, positionId, state, answer }) => ({
      id,
      position_id: positionId,
      state,
      answer: answer ?? null,
    })),
    introductions: introductions.map(({ id, state, ended, createdAt }) => ({
      id,
      state,
      ended: ended ?? null,
      created_at: createdAt.toISOString(),
    })),
    created_at: candidate.createdAt.toISOString(),
    erased_at: candidate.erasedAt?.toISOString() ?? null,
  };
}

export const viewNote = (
  { id, text, writtenAt, writtenBy }: CandidateNote,
  viewActor: ViewActor,
): CandidateRecord['notes'][number] => ({
  id,
  text,
  at: writtenAt.toISOString(),
  by: viewActor(writtenBy),
});

function readState({ erasedAt, mergedInto, unconfirmed }: Candidate): CandidateRecord['state'] {
  if (mergedInto) return 'merged';
  if (erasedAt) return 'erased';
  return unconfirmed ? 'unconfirmed' : 'kept';
}

function suggestNewTags(tags: readonly CandidateTag[], applications: readonly Application[]) {
  const known = new Set(tags.map(toSearchedTagId));
  const texts = applications
    .flatMap(({ jobName, jobCategory }) => [jobName, jobCategory])
    .filter((text) => typeof text === 'string');
  return suggestTags(texts)
    .filter(({ tag }) => !known.has(toSearchedTagId(tag)))
    .map(({ tag, from }) => ({ ...tag, from }));
}

function viewApplication(
  { id, sourceKey, remoteId, jobName, jobCategory, appliedAt, remoteUrl, customFields, remoteData }: Application,
  rejections: readonly Rejection[],
): CandidateRecord['applications'][number] {
  return {
    id,
    source: sourceKey,
    remote_id: remoteId,
    job: jobName ?? null,
    job_category: jobCategory ?? null,
    applied_at: appliedAt?.toISOString() ?? null,
    url: remoteUrl ?? null,
    custom_fields: customFields,
    remote_data: remoteData,
    rejections: rejections
      .filter(({ applicationId }) => applicationId === id)
      .map((rejection) => ({
        id: rejection.id,
        case_id: rejection.caseId,
        rejected_at: rejection.rejectedAt.toISOString(),
        stage: rejection.stage,
        stage_name: rejection.stageName ?? null,
        reason: rejection.reason ?? null,
      })),
  };
}

async function describeCurrentCase(em: Em, candidateId: string, now: Date): Promise<CaseDescription | null> {
  const current = await findCurrentCase(em, candidateId);
  const loaded = current && (await loadCase(em, current.id));
  return loaded && describeCase(loaded.file, now.getTime());
}
