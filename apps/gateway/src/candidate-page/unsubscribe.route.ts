import { defineRoute, rawResponse } from '@goen/service-kit';
import type { GatewayApp } from '../http/gateway-app.ts';
import { decide } from './decide.ts';
import { openPage, type PageContext, readForm, respondInvalid, respondNotFound } from './page-request.ts';
import { getPageTexts } from './page-texts.ts';

/** RFC 8058: the mail client posts this itself, without cookies, and expects a plain success. */
const route = defineRoute({
  method: 'post',
  path: '/u/{token}',
  summary: 'Unsubscribe with one click',
  access: 'public',
  hide: true,
  responses: { 200: rawResponse('text/html', 'Unsubscribed.') },
});

export function addUnsubscribe(app: GatewayApp, context: PageContext): void {
  app.openapi(route, async (c) => {
    const opened = await openPage(context, c, c.req.param('token'));
    if (opened === null) return respondNotFound(c);
    const form = await readForm(c);
    if (form['List-Unsubscribe'] !== 'One-Click') return respondInvalid(c, 422);
    const { locale } = opened.page;
    await decide(context.orm, opened.link, { action: 'unsubscribe' }, { locale, now: context.now(), via: 'one_click' });
    return c.text(getPageTexts(locale).stopped);
  });
}
