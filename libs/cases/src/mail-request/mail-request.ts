import {
  type CaseDescription,
  findApprovedContent,
  findNoteIds,
  findReapplication,
  type MailStep,
  toMailKey,
  toTokyoDate,
} from '@goen/case-domain';
import type { Candidate, Em } from '@goen/case-store';
import {
  type MailBasis,
  type MailVariables,
  type MessageRequest,
  maxJobNames,
  maxNoteLength,
} from '@goen/contracts/internal';
import type { Locale, WordingText } from '@goen/contracts/public';
import { toComparisonKey } from '@goen/contracts/text';
import { type ConsentKind, isResultMail, type MailKind } from '@goen/contracts/workflow';
import { pgArray } from '@goen/service-kit';
import { readFeedbackText } from '../feedback/answer-feedback.ts';
import type { LoadedCase } from '../load-case.ts';
import { findBestPositions } from '../pool/positions.ts';
import { toAddressee } from './candidate-name.ts';

const maxPositions = 5;

type MailContext = {
  /** Of the case at `nowMs`. */
  readonly description: CaseDescription;
  /** By the case's clock. */
  readonly nowMs: number;
  readonly publicUrl: string;
  /** Of the link to the candidate's page. */
  readonly token: string;
};

/** The request to mail-service for a mail of a case, to send or to preview it; null when there is no address. */
export async function buildMailRequest(
  em: Em,
  { file, row }: LoadedCase,
  mail: MailStep,
  { description, nowMs, publicUrl, token }: MailContext,
): Promise<MessageRequest | null> {
  const { companyId } = row;
  const { settings } = file;
  const ids = [...mail.rejectionIds];
  const approved = findApprovedContent(file, mail);
  const noteIds = isResultMail(mail.mail) ? findNoteIds(file, ids) : [];
  const rows = await readMailRows(em, row.candidateId, { ids, editId: approved.editId, noteIds });
  const { candidate, jobNames, jobCategory, edit } = rows;
  if (!candidate.email) return null;
  const locale = candidate.locale ?? settings.locale;
  const positions =
    mail.mail === 'second_follow_up'
      ? await findBestPositions(em, row.candidateId, maxPositions, description.preferences)
      : [];
  return {
    key: toMailKey(file.caseId, mail.n),
    company: companyId,
    kind: mail.mail,
    provider: settings.mailProvider,
    wording: edit,
    approvedDigest: approved.digest,
    to: { email: candidate.email, ...toAddressee(candidate, locale) },
    locale,
    sender: settings.sender,
    basis: findMailBasis(file, mail.mail, description),
    date: toTokyoDate(nowMs),
    variables: {
      jobNames: [...new Set(jobNames)].slice(-maxJobNames),
      stage: mail.stage,
      jobCategory,
      pageUrl: `${publicUrl}/c/${token}`,
      unsubscribeUrl: `${publicUrl}/u/${token}`,
      positions: positions.map(({ title, url }) => ({ title, url: url ?? null })),
      ...(mail.mail === 'feedback_answer' ? { feedback: await requireFeedbackText(em, mail, locale) } : {}),
      relayAgain: mail.mail === 'second_follow_up' && settings.takesPartInRelay && description.relayRenewable,
      ...toKeeping(mail.mail, description),
      ...(isResultMail(mail.mail) ? toResultVariables(settings, rows) : {}),
    },
    rejectionIds: ids,
  };
}

/** What becomes of the person's details. The last mail says nothing of it: they are gone. */
function toKeeping(kind: MailStep['mail'], { keeping, keepUntil }: CaseDescription): Partial<MailVariables> {
  if (keeping.kind === 'unconfirmed' || kind === 'erasure_notice') return {};
  // Counted from the mail, which may leave later than it is approved.
  if (keeping.kind === 'result_only') return { keeping: { kind: 'result_only', until: null, notice: null } };
  const notice = keeping.notice && { version: keeping.notice.version, link: keeping.notice.link };
  return { keeping: { kind: 'kept', until: keepUntil, notice } };
}

function toResultVariables(
  settings: LoadedCase['file']['settings'],
  { jobCategory, notes, rejectedAt }: MailRows,
): Partial<MailVariables> {
  const atMs = rejectedAt === null ? null : Date.parse(rejectedAt);
  const reapplication = atMs === null ? null : findReapplication(settings, { atMs, jobCategory }, toComparisonKey);
  const personalNote = notes.join(' ').slice(0, 2 * maxNoteLength);
  return { ...(reapplication && { reapplication }), ...(personalNote ? { personalNote } : {}) };
}

async function requireFeedbackText(em: Em, { rejectionIds }: MailStep, locale: Locale): Promise<string> {
  const text = await readFeedbackText(em, rejectionIds, locale);
  if (text === null) throw new Error('The text of an answer to a candidate is missing');
  return text;
}

type MailRows = {
  readonly candidate: Pick<Candidate, 'email' | 'fullName' | 'familyName' | 'givenName' | 'locale'>;
  /** Of the rejections, oldest first. */
  readonly jobNames: readonly string[];
  /** Of the latest one's application. */
  readonly jobCategory: string | null;
  /** Of the latest one. */
  readonly rejectedAt: string | null;
  readonly edit: WordingText | null;
  readonly notes: readonly string[];
};

/** Everything of the mail that is not in the facts, in one statement. */
async function readMailRows(
  em: Em,
  candidateId: string,
  { ids, editId, noteIds }: { ids: readonly string[]; editId: string | null; noteIds: readonly string[] },
): Promise<MailRows> {
  const [read] = await em.execute<{ rows: MailRows }[]>(mailRowsSql, [
    pgArray(ids),
    editId,
    pgArray(noteIds),
    candidateId,
  ]);
  if (read === undefined) throw new Error('The candidate of a case is missing');
  if (editId !== null && read.rows.edit === null) throw new Error('The approved text of a mail is missing');
  return read.rows;
}

const mailRowsSql = `
  with answered as (
    select r.job_name, r.rejected_at, a.job_category
    from rejection r join application a on a.id = r.application_id where r.id = any(?::uuid[]))
  select json_build_object(
    'candidate', json_build_object('email', k.email, 'fullName', k.full_name, 'familyName', k.family_name,
      'givenName', k.given_name, 'locale', k.locale),
    'jobNames', (select coalesce(json_agg(job_name order by rejected_at), '[]') from answered where job_name <> ''),
    'jobCategory', (select job_category from answered order by rejected_at desc limit 1),
    'rejectedAt', (select max(rejected_at) from answered),
    'edit', (select json_build_object('subject', subject, 'body', body) from mail_edit where id = ?),
    'notes', (select coalesce(json_agg(n.text order by r.rejected_at), '[]')
      from personal_note n join rejection r on r.id = n.rejection_id where n.id = any(?::uuid[]))) as rows
  from candidate k where k.id = ?`;

/** 特定電子メール法 Art. 3(1): a consent with its proof, or the notified address where the company relies on it. */
export function findMailBasis(
  file: LoadedCase['file'],
  kind: MailKind,
  { consents }: Pick<CaseDescription, 'consents'>,
): MailBasis | null {
  const proof = consents.follow_up === 'granted' ? findConsentProof(file, 'follow_up') : null;
  if (proof) return proof;
  const { basis, separateInvitation } = file.settings;
  const isRelied =
    kind === 'relay_invitation' ? separateInvitation?.basis.kind === 'recorded' : basis === 'address_notified';
  return isRelied ? { kind: 'address_notified' } : null;
}

/** The proof of the relay consent, which its questions are sent on; null when there is none. */
export const findRelayConsentProof = (file: LoadedCase['file']): MailBasis | null => findConsentProof(file, 'relay');

function findConsentProof({ facts }: LoadedCase['file'], consent: ConsentKind): MailBasis | null {
  const grant = facts.findLast((fact) => fact.kind === 'consent.granted' && fact.data.consent === consent);
  if (grant?.kind !== 'consent.granted') return null;
  const { method, textVersion, textHash } = grant.data.evidence;
  return { kind: 'opt_in', proof: { at: grant.at, method, textVersion, textHash } };
}
