import { defineRoute, rawResponse } from '@goen/service-kit';
import type { GatewayApp } from '../http/gateway-app.ts';
import type { PageContext } from './page-context.ts';
import { openPage, respondNotFound } from './page-request.ts';
import { confirmView, pageView } from './view.ts';

const route = defineRoute({
  method: 'get',
  path: '/u/{token}',
  summary: 'Ask a candidate to confirm that all mails stop',
  access: 'public',
  hide: true,
  responses: { 200: rawResponse('text/html', 'The question, or the page if mails have stopped already.') },
});

export function addConfirmUnsubscribe(app: GatewayApp, context: PageContext): void {
  app.openapi(route, async (c) => {
    const opened = await openPage(context, c, c.req.param('token'));
    if (opened === null) return respondNotFound(c);
    const { page } = opened;
    const hasStopped = page.state.erased || page.state.unsubscribed;
    return c.html(hasStopped ? pageView(page, null) : confirmView(page, 'unsubscribe'));
  });
}
