import { randomUUID } from 'node:crypto';
import type { Locale } from '@goen/contracts/public';
import {
  chooseSender,
  chooseSenderFor,
  type MailContext,
  type Recipient,
  type SenderSettings,
  sendOperatorMail,
} from '../operator-mail.ts';

const newKey = () => `sign-in:${randomUUID()}`;

/** The token is in the fragment, which no server, log or scanner of mails sees; a button on the page uses it. */
export async function sendSignInLink(
  context: MailContext,
  settings: SenderSettings,
  { email, token, locale, isStaff }: Recipient & { readonly token: string; readonly isStaff: boolean },
): Promise<void> {
  const sender = await chooseSenderFor(context, settings, { email, isStaff });
  const pageUrl = toSignInUrl(context.publicUrl, locale, token);
  await sendOperatorMail(context, sender, {
    key: newKey(),
    kind: 'sign_in_link',
    to: { email, locale },
    variables: { pageUrl },
  });
}

/** The page behind a link. */
export const toSignInUrl = (publicUrl: string, locale: Locale, token: string): string =>
  `${publicUrl}/sign-in?lang=${locale}#token=${token}`;

/** Says where to sign in, and carries no secret: it may be read days later. */
export async function sendInvitation(
  context: MailContext,
  settings: SenderSettings,
  { company, ...to }: Recipient & { readonly company: { readonly id: string; readonly name: string } },
): Promise<void> {
  const sender = await chooseSender(context, settings, company.id);
  const introduction = { company: company.name, position: '', positionUrl: null };
  const pageUrl = `${context.publicUrl}/sign-in?lang=${to.locale}`;
  await sendOperatorMail(context, sender, {
    key: newKey(),
    kind: 'member_invitation',
    to,
    variables: { pageUrl, introduction },
  });
}

/** The same for a person of the operator, in the operator's name. */
export async function sendStaffInvitation(
  context: MailContext,
  settings: SenderSettings,
  to: Recipient,
): Promise<void> {
  const sender = await chooseSenderFor(context, settings, { email: to.email, isStaff: true });
  const introduction = { company: settings.operatorName, position: '', positionUrl: null };
  const pageUrl = `${context.publicUrl}/sign-in?lang=${to.locale}`;
  await sendOperatorMail(context, sender, {
    key: newKey(),
    kind: 'member_invitation',
    to,
    variables: { pageUrl, introduction },
  });
}
