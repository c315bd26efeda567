import { withCompany } from '@goen/case-store';
import { defineRoute, rawResponse } from '@goen/service-kit';
import type { GatewayApp } from '../http/gateway-app.ts';
import { buildOwnData } from './own-data.ts';
import type { PageContext } from './page-context.ts';
import { openPage, respondExpired, respondNotFound } from './page-request.ts';

const route = defineRoute({
  method: 'get',
  path: '/c/{token}/data',
  summary: 'Download what is held about the person',
  access: 'public',
  hide: true,
  responses: { 200: rawResponse('application/json', 'The file.') },
});

export function addDownloadData(app: GatewayApp, context: PageContext): void {
  app.openapi(route, async (c) => {
    const opened = await openPage(context, c, c.req.param('token'));
    if (opened === null) return respondNotFound(c);
    if (opened.isExpired || opened.page.state.erased) return respondExpired(c, opened);
    const { link, page } = opened;
    const data = await withCompany(context.orm, link.companyId, (em) => buildOwnData(em, link, page, context.now()));
    return c.body(JSON.stringify(data, null, 2), 200, {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': 'attachment; filename="my-data.json"',
    });
  });
}
