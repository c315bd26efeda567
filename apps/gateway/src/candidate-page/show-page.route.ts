import { defineRoute, rawResponse } from '@goen/service-kit';
import type { GatewayApp } from '../http/gateway-app.ts';
import type { PageContext } from './page-context.ts';
import { openPage, respondExpired, respondNotFound } from './page-request.ts';
import { type ConfirmedAction, getPageTexts } from './page-texts.ts';
import { pageView } from './view.ts';

const route = defineRoute({
  method: 'get',
  path: '/c/{token}',
  summary: 'Show the candidate’s page',
  access: 'public',
  hide: true,
  responses: { 200: rawResponse('text/html', 'The page.') },
});

export function addShowPage(app: GatewayApp, context: PageContext): void {
  app.openapi(route, async (c) => {
    const opened = await openPage(context, c, c.req.param('token'));
    if (opened === null) return respondNotFound(c);
    if (opened.isExpired) return respondExpired(c, opened);
    return c.html(pageView(opened.page, readConfirmedAction(c.req.query('done'))));
  });
}

const readConfirmedAction = (done: string | undefined): ConfirmedAction | null =>
  done !== undefined && Object.hasOwn(getPageTexts('ja').done, done) ? (done as ConfirmedAction) : null;
