import { findRegistrationCompany } from '@goen/cases';
import { defineRoute, rawResponse } from '@goen/service-kit';
import type { GatewayApp } from '../../http/gateway-app.ts';
import { readNetwork } from '../../http/network.ts';
import { readForm } from '../page-request.ts';
import { readRegistrationForm } from './registration-form.ts';
import {
  chooseRegistrationLocale,
  openRegistrationPage,
  type RegistrationContext,
  respondClosed,
} from './registration-request.ts';
import { getRegistrationTexts } from './registration-texts.ts';
import { formView, noticeView } from './registration-view.ts';
import { requestConfirmation } from './request-confirmation.ts';

const route = defineRoute({
  method: 'post',
  path: '/r/{link}',
  summary: 'Ask for the confirmation mail of a registration',
  access: 'public',
  hide: true,
  responses: { 200: rawResponse('text/html', 'Says that a mail is on its way, known address or not.') },
});

export function addSubmitForm(app: GatewayApp, context: RegistrationContext): void {
  app.openapi(route, async (c) => {
    const link = c.req.param('link');
    const companyId = await findRegistrationCompany(context.orm, link, context.now());
    const locale = chooseRegistrationLocale(c);
    const opened = companyId && (await openRegistrationPage(context, companyId, locale, `/r/${link}?lang=${locale}`));
    if (!opened || opened.isSuspended) return respondClosed(c);
    const { page, settings } = opened;
    const values = await readForm(c);
    const read = readRegistrationForm(values);
    if ('faults' in read) return c.html(formView(page, values, read.faults), 422);
    const network = readNetwork(c, context.trustedProxies);
    const outcome = await requestConfirmation(context, { companyId, settings, entered: read.entered, locale, network });
    const texts = getRegistrationTexts(locale);
    if (outcome === 'network_limit') {
      c.header('retry-after', '3600');
      return c.html(noticeView(page, texts.limitedHeading, [texts.limited]), 429);
    }
    if (outcome === 'unavailable') {
      return c.html(noticeView(page, texts.unavailableHeading, [texts.unavailable]), 503);
    }
    return c.html(noticeView(page, texts.sentHeading, texts.sent));
  });
}
