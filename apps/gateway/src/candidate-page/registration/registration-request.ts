import { Company, withCompany } from '@goen/case-store';
import { type CompanySettings, companySettings } from '@goen/contracts/internal';
import type { Locale } from '@goen/contracts/public';
import type { Context } from 'hono';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { readLicenceHolder } from '../../services/read-operator.ts';
import { messageView } from '../view.ts';
import { getRegistrationTexts } from './registration-texts.ts';
import type { RegistrationPage } from './registration-view.ts';

export type RegistrationContext = Pick<
  GatewayContext,
  'orm' | 'personHashKey' | 'now' | 'mail' | 'connections' | 'publicUrl' | 'logger'
> & {
  readonly operatorName: string;
  /** Proxies in front of the gateway, which name the address that they received a request from. */
  readonly trustedProxies: number;
};

export type OpenedRegistration = {
  readonly page: RegistrationPage;
  readonly settings: CompanySettings;
  /** No new registrations; links that were already mailed can still be confirmed. */
  readonly isSuspended: boolean;
};

/** The page of a company that takes registrations; null for one that left the relay. */
export function openRegistrationPage(
  { orm, operatorName }: RegistrationContext,
  companyId: string,
  locale: Locale,
  path: string,
): Promise<OpenedRegistration | null> {
  return withCompany(orm, companyId, async (em) => {
    const company = await em.findOneOrFail(Company, { id: companyId });
    const settings = companySettings.parse(company.settings);
    if (!settings.takesPartInRelay) return null;
    const { licence, name: holder, details } = await readLicenceHolder(em);
    const name = (locale === 'en' && settings.sender.englishName) || company.name;
    const page = {
      company: name,
      sender: settings.sender,
      licence,
      operator: holder ?? operatorName,
      consent: {
        company: name,
        contact: settings.sender.contact,
        operatorName: holder ?? operatorName,
        operator: details,
        followUpMonths: [settings.firstFollowUpMonths, settings.secondFollowUpMonths] as const,
      },
      locale,
      path,
    };
    return { page, settings, isSuspended: Boolean(company.suspendedAt) };
  });
}

/** The language chosen on the page, else the browser's. */
export function chooseRegistrationLocale(c: Context): Locale {
  const chosen = c.req.query('lang');
  if (chosen === 'ja' || chosen === 'en') return chosen;
  return /^\s*en/i.test(c.req.header('accept-language') ?? '') ? 'en' : 'ja';
}

export function respondClosed(c: Context): Response {
  const locale = chooseRegistrationLocale(c);
  const texts = getRegistrationTexts(locale);
  return c.html(messageView(locale, texts.closedHeading, texts.closed), 404) as Response;
}
