import { randomUUID } from 'node:crypto';
import { toTokyoDate, toTokyoMs } from '@goen/case-domain';
import { withCompany } from '@goen/case-store';
import { countUse, networkUsesPerHour, releaseUse } from '@goen/cases';
import { type CompanySettings, type MessageRequest, messageResult } from '@goen/contracts/internal';
import type { Locale } from '@goen/contracts/public';
import { HttpProblem, personHash } from '@goen/service-kit';
import { askService } from '../../http/ask-service.ts';
import type { Entered } from './registration-form.ts';
import type { RegistrationContext } from './registration-request.ts';
import { sealRegistration } from './sealed-registration.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

export type ConfirmationRequest = {
  readonly companyId: string;
  readonly settings: CompanySettings;
  readonly entered: Entered;
  readonly locale: Locale;
  readonly network: string;
};

/**
 * Mails the link that carries what was entered. `asked`: the mail is on its way, or this address had its mail of the day,
 * or must not be mailed; the caller never learns which, so nobody learns who is known.
 */
export async function requestConfirmation(
  context: RegistrationContext,
  { companyId, settings, entered, locale, network }: ConfirmationRequest,
): Promise<'asked' | 'network_limit' | 'unavailable'> {
  const now = context.now();
  const count = (name: string, uses: number, validUntil: Date) =>
    withCompany(context.orm, companyId, (em) => countUse(em, context.personHashKey, name, { uses, validUntil }, now));
  const hourEnd = new Date((Math.floor(now.getTime() / hourMs) + 1) * hourMs);
  if (!(await count(`network:${network}`, networkUsesPerHour, hourEnd))) return 'network_limit';
  const dayEnd = new Date(toTokyoMs(toTokyoDate(now.getTime()), 0) + dayMs);
  const address = personHash(entered.email, context.personHashKey);
  if (!(await count(`address:${address}`, 1, dayEnd))) return 'asked';
  const token = sealRegistration(
    { id: randomUUID(), companyId, at: now.getTime(), locale, isTest: false, ...entered, skills: [...entered.skills] },
    context.connections.secretKey,
  );
  try {
    await sendConfirmation(context, {
      key: `registration:${randomUUID()}`,
      companyId,
      settings,
      locale,
      token,
      to: entered.email,
    });
  } catch (error) {
    if (!(error instanceof HttpProblem)) throw error;
    context.logger.warn({ code: error.code }, 'Failed to send a registration mail');
    await withCompany(context.orm, companyId, (em) =>
      releaseUse(em, context.personHashKey, `address:${address}`, dayEnd),
    );
    return 'unavailable';
  }
  return 'asked';
}

export type ConfirmationMail = {
  readonly key: string;
  readonly companyId: string;
  readonly settings: CompanySettings;
  readonly locale: Locale;
  readonly token: string;
  readonly to: string;
};

/** The mail names nobody: somebody else may have entered the address. Throws `HttpProblem`. */
export async function sendConfirmation(
  { mail, publicUrl, now }: Pick<RegistrationContext, 'mail' | 'publicUrl' | 'now'>,
  { key, companyId, settings, locale, token, to }: ConfirmationMail,
) {
  const request: MessageRequest = {
    key,
    company: companyId,
    kind: 'registration_confirmation',
    provider: settings.mailProvider,
    to: { email: to },
    locale,
    sender: settings.sender,
    basis: null,
    date: toTokyoDate(now().getTime()),
    variables: {
      jobNames: [],
      stage: 'other',
      pageUrl: `${publicUrl}/r/confirm/${token}?lang=${locale}`,
      unsubscribeUrl: '',
      positions: [],
    },
    rejectionIds: [],
  };
  const answer = await askService(mail, '/messages', { method: 'POST', body: request });
  return messageResult.parse(await answer.json());
}
