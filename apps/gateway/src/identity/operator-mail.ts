import { toTokyoDate } from '@goen/case-domain';
import { Company, type Em, withCompany } from '@goen/case-store';
import { findMemberships } from '@goen/cases';
import { companySettings, type MessageRequest, type SenderIdentity } from '@goen/contracts/internal';
import type { Locale } from '@goen/contracts/public';
import { askService } from '../http/ask-service.ts';
import { isSandbox, loadCompanySettings } from '../services/read-company-settings.ts';
import type { IdentityContext, IdentitySettings } from './sign-in/identity-settings.ts';

/** Such mails belong to no company, so that no colleague can look up what they contain. */
const noCompany = '00000000-0000-0000-0000-000000000000';

export type Recipient = { readonly email: string; readonly locale: Locale };
export type MailContext = Pick<IdentityContext, 'mail' | 'now' | 'publicUrl' | 'orm' | 'personHashKey'>;
export type SenderSettings = Pick<IdentitySettings, 'operatorName' | 'mailFrom' | 'mailProvider'>;
export type Sender = { readonly provider: MessageRequest['provider']; readonly identity: SenderIdentity };

/**
 * In the operator's name, through the operator's provider. Where none is set, through that of the recipient's company;
 * Resend for people without one.
 */
export async function chooseSender(
  { orm }: MailContext,
  { operatorName, mailFrom, mailProvider }: SenderSettings,
  companyId: string | null,
): Promise<Sender> {
  const readSettings = async (em: Em) =>
    companySettings.parse((await em.findOneOrFail(Company, { id: companyId })).settings);
  const company = companyId === null ? null : await withCompany(orm, companyId, readSettings);
  const fromAddress = mailFrom ?? company?.sender.fromAddress;
  if (fromAddress === undefined) throw new Error('OPERATOR_MAIL_FROM is not set: the operator can mail nobody.');
  const { postalAddress = '', contact = fromAddress } = company?.sender ?? {};
  const identity = { name: operatorName, signature: operatorName, fromAddress, postalAddress: '', contact: '' };
  return {
    // A sandbox company keeps candidates' mails in the local inbox; its members are real people.
    provider: mailProvider ?? company?.mailProvider ?? 'resend',
    identity: mailFrom === null ? { ...identity, postalAddress, contact } : identity,
  };
}

/**
 * For a person who signs in. Staff, and members of a company whose mails leave, get theirs whoever invites them elsewhere:
 * mails of a sandbox company reach nobody.
 */
export async function chooseSenderFor(
  context: MailContext,
  settings: SenderSettings,
  { email, isStaff }: { readonly email: string; readonly isStaff: boolean },
): Promise<Sender> {
  if (isStaff && settings.mailFrom !== null) return chooseSender(context, settings, null);
  const memberships = await findMemberships(context.orm, email, context.personHashKey);
  for (const { companyId } of memberships) {
    if (!isSandbox(await loadCompanySettings(context.orm, companyId)))
      return chooseSender(context, settings, companyId);
  }
  return chooseSender(context, settings, memberships[0]?.companyId ?? null);
}

type OperatorMail = {
  readonly key: string;
  readonly kind: 'sign_in_link' | 'member_invitation' | 'complaint_notice';
  readonly to: Recipient;
  readonly variables: Pick<MessageRequest['variables'], 'pageUrl' | 'introduction' | 'unansweredComplaints'>;
};

/** Hands a mail of the operator over to mail-service, which sends one per key. */
export async function sendOperatorMail(
  { mail, now }: Pick<MailContext, 'mail' | 'now'>,
  { provider, identity }: Sender,
  { key, kind, to, variables }: OperatorMail,
): Promise<void> {
  const body: MessageRequest = {
    key,
    company: noCompany,
    kind,
    provider,
    to: { email: to.email },
    locale: to.locale,
    sender: identity,
    basis: null,
    date: toTokyoDate(now().getTime()),
    variables: { jobNames: [], stage: 'other', unsubscribeUrl: '', positions: [], ...variables },
    rejectionIds: [],
  };
  await askService(mail, '/messages', { method: 'POST', body });
}
