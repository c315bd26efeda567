import { findAnswerDate, readIntroductionApproval, toTokyoDate } from '@goen/case-domain';
import { type Em, type Introduction, MailEdit } from '@goen/case-store';
import { findRelayConsentProof, type LoadedCase, toAddressee } from '@goen/cases';
import type { MessageRequest } from '@goen/contracts/internal';
import type { IntroductionMailKind } from '@goen/contracts/workflow';
import { introductionFacts } from './introductions.ts';
import { findIntroducedCandidate } from './person-introductions.ts';

type MailContext = {
  readonly kind: IntroductionMailKind;
  readonly key: string;
  readonly token: string;
  readonly nowMs: number;
  readonly publicUrl: string;
};

/**
 * The request to mail-service for a mail about an introduction, in the referrer's session, to send or to preview it.
 * Null when there is no address.
 */
export async function buildIntroductionRequest(
  em: Em,
  row: Introduction,
  loaded: LoadedCase,
  { kind, key, token, nowMs, publicUrl }: MailContext,
): Promise<MessageRequest | null> {
  const candidate = await findIntroducedCandidate(em, row);
  if (!candidate.email) return null;
  const { settings } = loaded.file;
  const facts = await introductionFacts(em, row.id);
  const { editId, digest } = readIntroductionApproval(facts, settings.approval, kind);
  const asked = facts.find((fact) => fact.kind === 'candidate.asked');
  const answerBy = findAnswerDate(asked ? Date.parse(asked.at) : nowMs);
  const edit = editId === null ? null : await em.findOneOrFail(MailEdit, { id: editId });
  return {
    key,
    company: row.referrerId,
    kind,
    provider: settings.mailProvider,
    wording: edit && { subject: edit.subject, body: edit.body },
    approvedDigest: digest,
    to: { email: candidate.email, ...toAddressee(candidate, candidate.locale ?? settings.locale) },
    locale: candidate.locale ?? settings.locale,
    sender: settings.sender,
    // 特定電子メール法 Art. 3(1) no. 1: the relay consent covers these questions.
    basis: findRelayConsentProof(loaded.file),
    date: toTokyoDate(nowMs),
    variables: {
      jobNames: [],
      stage: loaded.row.stage,
      pageUrl: `${publicUrl}/c/${token}`,
      unsubscribeUrl: `${publicUrl}/u/${token}`,
      positions: [],
      introduction: {
        company: row.about.company,
        position: row.about.position,
        positionUrl: row.about.url,
        answerBy,
        conditions: row.about.conditions ?? null,
      },
    },
    rejectionIds: [],
  };
}
