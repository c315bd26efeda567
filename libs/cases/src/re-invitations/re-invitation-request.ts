import { describeCase, toTokyoDate } from '@goen/case-domain';
import { findLastFact, readReInvitationApproval } from '@goen/case-domain/re-invitation';
import { Candidate, type Em, InvitationWording, MailEdit } from '@goen/case-store';
import type { MessageRequest } from '@goen/contracts/internal';
import type { WordingText } from '@goen/contracts/public';
import { isRegulated, type ReInvitationMailKind } from '@goen/contracts/workflow';
import { toAddressee } from '../mail-request/candidate-name.ts';
import { findMailBasis } from '../mail-request/mail-request.ts';
import type { LoadedReInvitation } from './load-re-invitation.ts';

type MailContext = {
  readonly kind: ReInvitationMailKind;
  readonly key: string;
  readonly token: string;
  readonly nowMs: number;
  readonly publicUrl: string;
};

/** Its mails are counted from 1; a number is used once. */
export const toReInvitationMailKey = (id: string, n: number): string => `reinvitation:${id}:${n}`;
/** The re-invitation in the key of a mail; null when it belongs to none. */
export const parseReInvitationMailKey = (key: string): string | null =>
  /^reinvitation:([0-9a-f-]{36}):\d+$/.exec(key)?.[1] ?? null;

/** The request to mail-service for a mail of a re-invitation, to send or to preview it. Null when there is no address. */
export async function buildReInvitationRequest(
  em: Em,
  { row, file, loadedCase }: LoadedReInvitation,
  { kind, key, token, nowMs, publicUrl }: MailContext,
): Promise<MessageRequest | null> {
  const candidate = await em.findOneOrFail(Candidate, { id: loadedCase.row.candidateId });
  if (!candidate.email) return null;
  const { settings } = loadedCase.file;
  const { about } = row;
  const locale = candidate.locale ?? settings.locale;
  const approval = readReInvitationApproval(file.facts, file.approval, kind);
  const repliedEditId = isRegulated(kind) ? null : findLastFact(file.facts, 'company.replied')?.data.editId;
  const editId = approval.editId ?? repliedEditId ?? null;
  // An edit that was purged leaves another text, and with it another digest: the mail is not sent unapproved.
  const edit = editId === null ? null : await em.findOne(MailEdit, { id: editId });
  const wording = edit ?? (kind === 're_invitation' ? await findPositionWording(em, row.positionId, locale) : null);
  return {
    key,
    company: row.companyId,
    kind,
    provider: settings.mailProvider,
    wording: wording && { subject: wording.subject, body: wording.body },
    approvedDigest: approval.digest,
    to: { email: candidate.email, ...toAddressee(candidate, locale) },
    locale,
    sender: settings.sender,
    basis: findMailBasis(loadedCase.file, kind, describeCase(loadedCase.file, nowMs)),
    date: toTokyoDate(nowMs),
    variables: {
      jobNames: row.jobName ? [row.jobName] : [],
      stage: loadedCase.row.stage,
      pageUrl: `${publicUrl}/c/${token}`,
      unsubscribeUrl: `${publicUrl}/u/${token}`,
      positions: [{ title: about.position, url: about.url }],
      opening: { position: about.position, whatIsNew: about.whatIsNew, appliedOn: row.appliedOn ?? null },
    },
    rejectionIds: [],
  };
}

/** Null: the company's wording of re-invitations, else the built-in one. */
async function findPositionWording(em: Em, positionId: string, locale: 'ja' | 'en'): Promise<WordingText | null> {
  const wording = await em.findOne(InvitationWording, { positionId, locale });
  const { subject, body } = wording ?? {};
  return subject && body ? { subject, body } : null;
}
