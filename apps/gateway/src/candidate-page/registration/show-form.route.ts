import { findRegistrationCompany } from '@goen/cases';
import { defineRoute, rawResponse } from '@goen/service-kit';
import type { GatewayApp } from '../../http/gateway-app.ts';
import {
  chooseRegistrationLocale,
  openRegistrationPage,
  type RegistrationContext,
  respondClosed,
} from './registration-request.ts';
import { formView } from './registration-view.ts';

const route = defineRoute({
  method: 'get',
  path: '/r/{link}',
  summary: 'Show the registration form of a company’s template',
  access: 'public',
  hide: true,
  responses: { 200: rawResponse('text/html', 'The form.') },
});

export function addShowForm(app: GatewayApp, context: RegistrationContext): void {
  app.openapi(route, async (c) => {
    const link = c.req.param('link');
    const companyId = await findRegistrationCompany(context.orm, link, context.now());
    const locale = chooseRegistrationLocale(c);
    const hint = c.req.query('a') ?? '';
    const path = `/r/${link}?lang=${locale}${hint ? `&a=${encodeURIComponent(hint)}` : ''}`;
    const opened = companyId && (await openRegistrationPage(context, companyId, locale, path));
    return opened && !opened.isSuspended ? c.html(formView(opened.page, { a: hint }, [])) : respondClosed(c);
  });
}
