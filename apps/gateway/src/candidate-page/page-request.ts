import { findLink, type LinkTarget } from '@goen/cases';
import type { Locale } from '@goen/contracts/public';
import type { Context } from 'hono';
import type { PageContext } from './page-context.ts';
import type { PageModel } from './page-model.ts';
import { loadPageState } from './page-state.ts';
import { getPageTexts } from './page-texts.ts';
import { messageView } from './view.ts';

/** The link that a token stands for and its page, or null for an unknown token. */
export async function openPage(
  { orm, operatorName, now }: PageContext,
  c: Context,
  token: string,
): Promise<{ readonly link: LinkTarget; readonly page: PageModel } | null> {
  const link = await findLink(orm, token);
  if (link === null) return null;
  const state = await loadPageState(orm, link, now());
  const locale = chooseLocale(c, state.locale);
  return { link, page: { state, locale, operator: operatorName, path: `/c/${token}?lang=${locale}` } };
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

export function respondNotFound(c: Context): Response {
  const locale = chooseLocale(c, null);
  const texts = getPageTexts(locale);
  return c.html(messageView(locale, texts.notFoundHeading, texts.notFoundText), 404) as Response;
}

export function respondInvalid(c: Context, status: 413 | 422): Response {
  const locale = chooseLocale(c, null);
  const texts = getPageTexts(locale);
  return c.html(messageView(locale, texts.invalidHeading, texts.invalidText), status) as Response;
}

/** The language chosen on the page, else the one known to the company, else the browser's. */
function chooseLocale(c: Context, known: Locale | null): Locale {
  const chosen = c.req.query('lang');
  if (chosen === 'ja' || chosen === 'en') return chosen;
  return known ?? (/^\s*en/i.test(c.req.header('accept-language') ?? '') ? 'en' : 'ja');
}
