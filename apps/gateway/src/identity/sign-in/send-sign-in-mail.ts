import { randomUUID } from 'node:crypto';
import { toTokyoDate } from '@goen/case-domain';
import { Company, type Em, withCompany } from '@goen/case-store';
import { findMemberships } from '@goen/cases';
import { companySettings, type MessageRequest, type SenderIdentity } from '@goen/contracts/internal';
import type { Locale } from '@goen/contracts/public';
import { askService } from '../../http/ask-service.ts';
import type { IdentityContext, IdentitySettings } from './identity-settings.ts';

/** Such mails belong to no company, so that no colleague can look up what they contain. */
const noCompany = '00000000-0000-0000-0000-000000000000';

type Recipient = { readonly email: string; readonly locale: Locale };
type MailContext = Pick<IdentityContext, 'mail' | 'now' | 'publicUrl' | 'orm' | 'personHashKey'>;
type SenderSettings = Pick<IdentitySettings, 'operatorName' | 'mailFrom'>;

/** The token is in the fragment, which no server, log or scanner of mails sees; a button on the page uses it. */
export async function sendSignInLink(
  context: MailContext,
  settings: SenderSettings,
  { email, token, locale }: Recipient & { readonly token: string },
): Promise<void> {
  const [membership] = await findMemberships(context.orm, email, context.personHashKey);
  const sender = await chooseSender(context, settings, membership?.companyId ?? null);
  const pageUrl = `${context.publicUrl}/sign-in?lang=${locale}#token=${token}`;
  await send(context, sender, { kind: 'sign_in_link', to: { email, locale }, variables: { pageUrl } });
}

/** Says where to sign in, and carries no secret: it may be read days later. */
export async function sendInvitation(
  context: MailContext,
  settings: SenderSettings,
  { company, ...to }: Recipient & { readonly company: { readonly id: string; readonly name: string } },
): Promise<void> {
  const sender = await chooseSender(context, settings, company.id);
  const introduction = { company: company.name, position: '', positionUrl: null };
  const pageUrl = `${context.publicUrl}/sign-in?lang=${to.locale}`;
  await send(context, sender, { kind: 'member_invitation', to, variables: { pageUrl, introduction } });
}

type Sender = { readonly provider: MessageRequest['provider']; readonly identity: SenderIdentity };

async function chooseSender(
  { orm }: MailContext,
  { operatorName, mailFrom }: SenderSettings,
  companyId: string | null,
): Promise<Sender> {
  const readSettings = async (em: Em) =>
    companySettings.parse((await em.findOneOrFail(Company, { id: companyId })).settings);
  const company = companyId === null ? null : await withCompany(orm, companyId, readSettings);
  const fromAddress = mailFrom ?? company?.sender.fromAddress;
  if (fromAddress === undefined) throw new Error('OPERATOR_MAIL_FROM is not set: nobody can be mailed a sign-in link.');
  const { postalAddress = '', contact = fromAddress } = company?.sender ?? {};
  const identity = { name: operatorName, signature: operatorName, fromAddress, postalAddress: '', contact: '' };
  return {
    provider: company?.mailProvider ?? 'resend',
    identity: mailFrom === null ? { ...identity, postalAddress, contact } : identity,
  };
}

type SignInMail = {
  readonly kind: 'sign_in_link' | 'member_invitation';
  readonly to: Recipient;
  readonly variables: Pick<MessageRequest['variables'], 'pageUrl' | 'introduction'>;
};

async function send({ mail, now }: MailContext, { provider, identity }: Sender, { kind, to, variables }: SignInMail) {
  const body: MessageRequest = {
    key: `sign-in:${randomUUID()}`,
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
