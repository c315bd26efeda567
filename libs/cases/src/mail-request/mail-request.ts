import { type CaseDescription, findApprovedContent, type MailStep, toMailKey, toTokyoDate } from '@goen/case-domain';
import { Application, Candidate, type Em, MailEdit, Rejection } from '@goen/case-store';
import { type MailBasis, type MessageRequest, maxJobNames } from '@goen/contracts/internal';
import type { WordingText } from '@goen/contracts/public';
import type { ConsentKind } from '@goen/contracts/workflow';
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
  const candidate = await em.findOneOrFail(Candidate, { id: row.candidateId });
  if (!candidate.email) return null;
  const { companyId } = row;
  const { settings } = file;
  const ids = [...mail.rejectionIds];
  const rejections = await em.find(Rejection, { id: { $in: ids } }, { orderBy: { rejectedAt: 'asc' } });
  const latest = rejections.at(-1);
  const application = latest ? await em.findOne(Application, { id: latest.applicationId }) : null;
  const positions = mail.mail === 'second_follow_up' ? await findBestPositions(em, row.candidateId, maxPositions) : [];
  const approved = findApprovedContent(file, mail);
  return {
    key: toMailKey(file.caseId, mail.n),
    company: companyId,
    kind: mail.mail,
    provider: settings.mailProvider,
    wording: await readEdit(em, approved.editId),
    approvedDigest: approved.digest,
    to: { email: candidate.email, ...toAddressee(candidate) },
    locale: candidate.locale ?? settings.locale,
    sender: settings.sender,
    basis: findBasis(file, description),
    date: toTokyoDate(nowMs),
    variables: {
      jobNames: [...new Set(rejections.flatMap(({ jobName }) => (jobName ? [jobName] : [])))].slice(-maxJobNames),
      stage: mail.stage,
      jobCategory: application?.jobCategory ?? null,
      pageUrl: `${publicUrl}/c/${token}`,
      unsubscribeUrl: `${publicUrl}/u/${token}`,
      positions: positions.map(({ title, url }) => ({ title, url: url ?? null })),
      relayAgain: mail.mail === 'second_follow_up' && settings.takesPartInRelay && description.relayRenewable,
    },
    rejectionIds: ids,
  };
}

async function readEdit(em: Em, id: string | null): Promise<WordingText | null> {
  if (id === null) return null;
  const { subject, body } = await em.findOneOrFail(MailEdit, { id });
  return { subject, body };
}

/** 特定電子メール法 Art. 3(1): a consent with its proof, or the notified address where the company relies on it. */
function findBasis(file: LoadedCase['file'], { consents }: CaseDescription): MailBasis | null {
  const proof = consents.follow_up === 'granted' ? findConsentProof(file, 'follow_up') : null;
  if (proof) return proof;
  return file.settings.basis === 'address_notified' ? { kind: 'address_notified' } : null;
}

/** The proof of the relay consent, which its questions are sent on; null when there is none. */
export const findRelayConsentProof = (file: LoadedCase['file']): MailBasis | null => findConsentProof(file, 'relay');

function findConsentProof({ facts }: LoadedCase['file'], consent: ConsentKind): MailBasis | null {
  const grant = facts.findLast((fact) => fact.kind === 'consent.granted' && fact.data.consent === consent);
  if (grant?.kind !== 'consent.granted') return null;
  const { method, textVersion, textHash } = grant.data.evidence;
  return { kind: 'opt_in', proof: { at: grant.at, method, textVersion, textHash } };
}
