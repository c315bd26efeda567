import { toTokyoDate } from '@goen/case-domain';
import { type Database, withCompany } from '@goen/case-store';
import { findLink, findLinkExpiry, type LinkTarget } from '@goen/cases';
import type { Locale } from '@goen/contracts/public';
import type { Context } from 'hono';
import { readCompanySettings } from '../services/read-company-settings.ts';
import { expiredView } from './expired-link-view.ts';
import type { PageContext } from './page-context.ts';
import type { PageModel } from './page-model.ts';
import { loadPageState } from './page-state.ts';
import { getPageTexts } from './page-texts.ts';
import { messageView } from './view.ts';

export type OpenedPage = {
  readonly link: LinkTarget;
  readonly page: PageModel;
  /** The page must not be shown; unsubscribing still works. */
  readonly isExpired: boolean;
};

/** The link that a token stands for and its page, or null for an unknown token. */
export async function openPage(
  { orm, operatorName, now }: PageContext,
  c: Context,
  token: string,
): Promise<OpenedPage | null> {
  const link = await findLink(orm, token);
  if (link === null) return null;
  const isExpired = await hasExpired(orm, link, token, now());
  const state = await loadPageState(orm, link, now());
  const locale = chooseLocale(c, state.locale);
  return { link, isExpired, page: { state, locale, operator: operatorName, path: `/c/${token}?lang=${locale}` } };
}

/** The text fields of a form; none when the body is not a form. Over the size limit, the error of `bodyLimit` passes through. */
export async function readForm(c: Context): Promise<Readonly<Record<string, string>>> {
  const fields = await c.req.parseBody().catch((error: unknown) => {
    if (error instanceof TypeError) return {};
    throw error;
  });
  return Object.fromEntries(
    Object.entries(fields).filter((field): field is [string, string] => typeof field[1] === 'string'),
  );
}

export const respondNotFound = (c: Context): Response => respond(c, 'notFound', 404);

const hasExpired = (orm: Database, { companyId }: LinkTarget, token: string, now: Date): Promise<boolean> =>
  withCompany(orm, companyId, async (em) => {
    const { pageLinkMonths } = await readCompanySettings(em, companyId);
    const lastDay = await findLinkExpiry(em, token, pageLinkMonths);
    return lastDay !== null && toTokyoDate(now.getTime()) > lastDay;
  });

/** Says nothing about the person or the company: the holder of an old link may be somebody else. */
export const respondExpired = (c: Context, { page }: OpenedPage, wasAsked = false): Response =>
  c.html(expiredView(page.locale, page.path, wasAsked), wasAsked ? 200 : 410) as Response;

export const respondInvalid = (c: Context, status: 413 | 422): Response => respond(c, 'invalid', status);
export const respondTooMany = (c: Context): Response | Promise<Response> => respond(c, 'tooMany', 429);

function respond(c: Context, fault: 'notFound' | 'invalid' | 'tooMany', status: 404 | 413 | 422 | 429): Response {
  const locale = chooseLocale(c, null);
  const texts = getPageTexts(locale);
  return c.html(messageView(locale, texts[`${fault}Heading`], texts[`${fault}Text`]), status) as Response;
}

/** The language chosen on the page, else the one known to the company, else the browser's. */
function chooseLocale(c: Context, known: Locale | null): Locale {
  const chosen = c.req.query('lang');
  if (chosen === 'ja' || chosen === 'en') return chosen;
  return known ?? (/^\s*en/i.test(c.req.header('accept-language') ?? '') ? 'en' : 'ja');
}
