import { describeCase, findApprovedEditId, type MailStep, toMailKey, toTokyoDate } from '@goen/case-domain';
import type { Em } from '@goen/case-store';
import { Application, Candidate, MailEdit, Rejection } from '@goen/case-store';
import { type MailBasis, type MessageRequest, maxJobNames } from '@goen/contracts/internal';
import { type WordingText } from '@goen/contracts/public';
import type { LoadedCase } from './case-file.ts';
import { bestPositionsFor } from './positions.ts';

const maxPositions = 5;

type At = {
  /** The case's clock. */
  readonly nowMs: number;
  readonly publicUrl: string;
  /** Of the link to the candidate's page. */
  readonly token: string;
};

/** What mail-service is asked for a mail of a case, to send it or to show it; null: nobody to send it to. */
export async function mailRequestOf(
  em: Em,
  { file, row }: LoadedCase,
  mail: MailStep,
  { nowMs, publicUrl, token }: At,
): Promise<MessageRequest | null> {
  const candidate = await em.findOneOrFail(Candidate, { id: row.candidateId });
  if (!candidate.email) return null;
  const { companyId } = row;
  const { settings } = file;
  const ids = [...mail.rejectionIds];
  const rejections = await em.find(Rejection, { id: { $in: ids } }, { orderBy: { rejectedAt: 'asc' } });
  const latest = rejections.at(-1);
  const application = latest ? await em.findOne(Application, { id: latest.applicationId }) : null;
  const positions = mail.mail === 'second_follow_up' ? await bestPositionsFor(em, row.candidateId, maxPositions) : [];
  return {
    key: toMailKey(file.caseId, mail.n),
    company: companyId,
    kind: mail.mail,
    provider: settings.mailProvider,
    wording: await editOf(em, findApprovedEditId(file, mail)),
    to: { email: candidate.email, familyName: candidate.familyName ?? null, fullName: fullNameOf(candidate) },
    locale: candidate.locale ?? settings.locale,
    sender: settings.sender,
    basis: basisOf(file, nowMs),
    date: toTokyoDate(nowMs),
    variables: {
      jobNames: [...new Set(rejections.flatMap(({ jobName }) => (jobName ? [jobName] : [])))].slice(-maxJobNames),
      stage: mail.stage,
      jobCategory: application?.jobCategory ?? null,
      pageUrl: `${publicUrl}/c/${token}`,
      unsubscribeUrl: `${publicUrl}/u/${token}`,
      positions: positions.map(({ title, url }) => ({ title, url: url ?? null })),
      relayAgain:
        mail.mail === 'second_follow_up' && settings.takesPartInRelay && describeCase(file, nowMs).relayRenewable,
    },
    rejectionIds: ids,
  };
}

async function editOf(em: Em, id: string | null): Promise<WordingText | null> {
  if (id === null) return null;
  const { subject, body } = await em.findOneOrFail(MailEdit, { id });
  return { subject, body };
}

/** 特定電子メール法 Art. 3(1): a consent with its proof, or the notified address where the company relies on it. */
function basisOf(file: LoadedCase['file'], nowMs: number): MailBasis | null {
  const isGranted = describeCase(file, nowMs).consents.follow_up === 'granted';
  const grants = file.facts.flatMap((fact) =>
    fact.kind === 'consent.granted' && fact.data.consent === 'follow_up' ? [fact] : [],
  );
  const last = isGranted ? grants.at(-1) : undefined;
  if (last) {
    const { method, textVersion, textHash } = last.data.evidence;
    return { kind: 'opt_in', proof: { at: last.at, method, textVersion, textHash } };
  }
  return file.settings.basis === 'address_notified' ? { kind: 'address_notified' } : null;
}

/** As given; else put together in the order of the language that the candidate is written to in. */
export function fullNameOf({ fullName, familyName, givenName, locale }: Candidate): string | null {
  if (fullName) return fullName;
  const parts = locale === 'en' ? [givenName, familyName] : [familyName, givenName];
  return parts.filter(Boolean).join(' ') || null;
}

/** The proof of the consent to the relay, by which its questions are sent; null while none stands. */
export function relayConsentProof(file: LoadedCase['file']): MailBasis | null {
  const grant = file.facts.findLast((fact) => fact.kind === 'consent.granted' && fact.data.consent === 'relay');
  if (grant?.kind !== 'consent.granted') return null;
  const { method, textVersion, textHash } = grant.data.evidence;
  return { kind: 'opt_in', proof: { at: grant.at, method, textVersion, textHash } };
}
