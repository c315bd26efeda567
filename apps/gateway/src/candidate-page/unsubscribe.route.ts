import { defineRoute, rawResponse } from '@goen/service-kit';
import type { GatewayApp } from '../http/gateway-app.ts';
import { decide } from './decide.ts';
import type { PageContext } from './page-context.ts';
import { openPage, respondNotFound } from './page-request.ts';
import { getPageTexts } from './page-texts.ts';

/**
 * RFC 8058: the mail client posts this itself, without cookies, and expects a plain success. The body is not read: the
 * URL says who, a POST to it that mails must stop, and clients differ in what else they send.
 */
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
    const { locale } = opened.page;
    await decide(context, opened.link, { action: 'unsubscribe' }, { locale, now: context.now(), via: 'one_click' });
    return c.text(getPageTexts(locale).stopped);
  });
}
