import type { Database } from '@goen/case-store';
import { findLink, type LinkTarget } from '@goen/cases';
import type { Locale } from '@goen/contracts/public';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { type Decision, decide, decision } from './decide.ts';
import { type Html, pageHeaders } from './layout.ts';
import { pageState } from './page-state.ts';
import { confirmView, message, pageView, type Shown } from './view.ts';
import { type Words, wordsOf } from './words.ts';

export type PageContext = { readonly orm: Database; readonly operatorName: string; readonly now: () => Date };

/** Forms of the page are a few words long. */
const maxFormBytes = 16 * 1024;

/**
 * The candidate's own page. Its address carries a secret token; GET and HEAD change nothing (mail scanners open links),
 * only POST decides.
 */
export function candidatePage(context: PageContext): Hono {
  const app = new Hono();
  for (const path of ['/c/*', '/u/*']) {
    app.use(path, async (c, next) => {
      await next();
      for (const [name, value] of Object.entries(pageHeaders)) c.res.headers.set(name, value);
    });
    app.use(path, bodyLimit({ maxSize: maxFormBytes, onError: (c) => invalid(c, 413) }));
  }

  app.get('/c/:token', async (c) => {
    const found = await show(context, c);
    if (found === null) return notFound(c);
    return c.html(pageView(found.shown, doneOf(c.req.query('done'), found.shown.locale)));
  });

  app.post('/c/:token', async (c) => {
    const found = await show(context, c);
    if (found === null) return notFound(c);
    const form = await formOf(c);
    if (found.shown.state.erased) return c.redirect(found.shown.path, 303);
    if (form.action === 'erase.ask') return c.html(confirmView(found.shown, 'erase'));
    const made = decision.safeParse(form);
    if (!made.success) return invalid(c, 422);
    await decide(context.orm, found.link, made.data, { locale: found.shown.locale, now: context.now() });
    return c.redirect(`${found.shown.path}&done=${made.data.action}`, 303);
  });

  app.get('/u/:token', async (c) => {
    const found = await show(context, c);
    if (found === null) return notFound(c);
    const { erased, unsubscribed } = found.shown.state;
    return c.html(erased || unsubscribed ? pageView(found.shown, null) : confirmView(found.shown, 'unsubscribe'));
  });

  // RFC 8058: a mail program posts this by itself, without cookies, and expects a plain success.
  app.post('/u/:token', async (c) => {
    const found = await show(context, c);
    if (found === null) return notFound(c);
    const form = await formOf(c);
    if (form['List-Unsubscribe'] !== 'One-Click') return invalid(c, 422);
    const made: Decision = { action: 'unsubscribe' };
    await decide(context.orm, found.link, made, { locale: found.shown.locale, now: context.now(), via: 'one_click' });
    return c.text(wordsOf(found.shown.locale).stopped);
  });
  return app;
}

async function show(context: PageContext, c: Context): Promise<{ shown: Shown; link: LinkTarget } | null> {
  const token = c.req.param('token') ?? '';
  const link = await findLink(context.orm, token);
  if (link === null) return null;
  const state = await pageState(context.orm, link, context.now());
  const locale = localeOf(c, state.locale);
  return { link, shown: { state, locale, operator: context.operatorName, path: `/c/${token}?lang=${locale}` } };
}

/** The fields of a form; none when the body is no form. A body that is too long throws what the limit understands. */
async function formOf(c: Context): Promise<Readonly<Record<string, string>>> {
  const fields = await c.req.parseBody().catch((error: unknown) => {
    if (error instanceof TypeError) return {};
    throw error;
  });
  return Object.fromEntries(
    Object.entries(fields).filter((field): field is [string, string] => typeof field[1] === 'string'),
  );
}

/** What the person chose here, else what the company was told of them, else what their browser asks for. */
function localeOf(c: Context, known: Locale | null): Locale {
  const chosen = c.req.query('lang');
  if (chosen === 'ja' || chosen === 'en') return chosen;
  return known ?? (/^\s*en/i.test(c.req.header('accept-language') ?? '') ? 'en' : 'ja');
}

const doneOf = (done: string | undefined, locale: Locale): keyof Words['done'] | null =>
  done !== undefined && Object.hasOwn(wordsOf(locale).done, done) ? (done as keyof Words['done']) : null;

const answer = (c: Context, view: Html, status: 404 | 413 | 422) => c.html(view, status);
const notFound = (c: Context) => {
  const locale = localeOf(c, null);
  return answer(c, message(locale, wordsOf(locale).notFoundHeading, wordsOf(locale).notFoundText), 404);
};
const invalid = (c: Context, status: 413 | 422) => {
  const locale = localeOf(c, null);
  return answer(c, message(locale, wordsOf(locale).invalidHeading, wordsOf(locale).invalidText), status);
};
