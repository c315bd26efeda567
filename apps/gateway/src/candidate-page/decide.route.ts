import { defineRoute, rawResponse } from '@goen/service-kit';
import type { GatewayApp } from '../http/gateway-app.ts';
import { complaintForm, recordComplaint } from './complaints.ts';
import { askForCorrection, correctionForm } from './corrections.ts';
import { decide, decisionForm } from './decide.ts';
import { openPage, readForm, respondExpired, respondInvalid, respondNotFound } from './page-request.ts';
import type { RegistrationContext } from './registration/registration-request.ts';
import { renewLink } from './renew-link.ts';
import { confirmView } from './view.ts';

const route = defineRoute({
  method: 'post',
  path: '/c/{token}',
  summary: 'Record a decision made on the candidate’s page',
  access: 'public',
  hide: true,
  responses: { 200: rawResponse('text/html', 'Asks for a confirmation; every other decision redirects to the page.') },
});

export function addDecide(app: GatewayApp, context: RegistrationContext): void {
  app.openapi(route, async (c) => {
    const opened = await openPage(context, c, c.req.param('token'));
    if (opened === null) return respondNotFound(c);
    const { link, page } = opened;
    const form = await readForm(c);
    if (opened.isExpired) {
      if (form.action === 'link.renew') await renewLink(context, link, page.locale);
      return respondExpired(c, opened, form.action === 'link.renew');
    }
    if (page.state.erased) return c.redirect(page.path, 303);
    if (form.action === 'erase.ask') return c.html(confirmView(page, 'erase'));
    if (form.action === 'complain') {
      const complaint = complaintForm.safeParse(form);
      if (!complaint.success) return respondInvalid(c, 422);
      const id = await recordComplaint(context.orm, link, complaint.data.text, context.now());
      if (id !== null) context.logger.warn({ complaintId: id }, 'A candidate complained to the operator');
      return c.redirect(`${page.path}&done=complain`, 303);
    }
    if (form.action === 'correct') {
      const correction = correctionForm.safeParse(form);
      if (!correction.success) return respondInvalid(c, 422);
      await askForCorrection(context.orm, link, correction.data.text, context.now());
      return c.redirect(`${page.path}&done=correct`, 303);
    }
    const parsed = decisionForm.safeParse(form);
    if (!parsed.success) return respondInvalid(c, 422);
    await decide(context, link, parsed.data, { locale: page.locale, now: context.now() });
    return c.redirect(`${page.path}&done=${parsed.data.action}`, 303);
  });
}
