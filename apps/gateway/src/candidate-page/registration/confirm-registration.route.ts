import { createHmac } from 'node:crypto';
import { Registration, withCompany } from '@goen/case-store';
import { register, saveLink } from '@goen/cases';
import { defineRoute, rawResponse } from '@goen/service-kit';
import type { Context } from 'hono';
import type { GatewayApp } from '../../http/gateway-app.ts';
import { renderConsentText, toEvidence } from '../consent-texts.ts';
import { readForm, respondInvalid } from '../page-request.ts';
import { saveConsentText } from '../save-consent-text.ts';
import { openRegistrationPage, type RegistrationContext, respondClosed } from './registration-request.ts';
import { getRegistrationTexts } from './registration-texts.ts';
import { againView, confirmationView, noticeView, type RegistrationPage } from './registration-view.ts';
import { isExpired, openRegistration, type SealedRegistration } from './sealed-registration.ts';

const shared = { path: '/r/confirm/{token}', access: 'public', hide: true } as const;
const show = defineRoute({
  ...shared,
  method: 'get',
  summary: 'Show what a confirmation link registers',
  responses: { 200: rawResponse('text/html', 'The details and the consent; nothing is stored.') },
});
const confirm = defineRoute({
  ...shared,
  method: 'post',
  summary: 'Consent and register',
  responses: { 200: rawResponse('text/html', 'The end of a test; otherwise it redirects to the candidate’s page.') },
});

/** GET changes nothing, because mail scanners open links. */
export function addConfirmRegistration(app: GatewayApp, context: RegistrationContext): void {
  app.openapi(show, async (c) => {
    const opened = await open(context, c, c.req.param('token'));
    if (opened === null) return respondClosed(c);
    const { page, given, isKnown } = opened;
    if (isKnown) return c.html(againView(page));
    return isExpired(given, context.now()) ? respondExpired(c, page) : c.html(confirmationView(page, given));
  });
  app.openapi(confirm, async (c) => {
    const opened = await open(context, c, c.req.param('token'));
    if (opened === null) return respondClosed(c);
    const { page, given, isKnown } = opened;
    if ((await readForm(c)).action !== 'register') return respondInvalid(c, 422);
    if (!isKnown && isExpired(given, context.now())) return respondExpired(c, page);
    const texts = getRegistrationTexts(page.locale);
    if (given.isTest) return c.html(noticeView(page, texts.testHeading, [texts.test]));
    const token = await store(context, page, given);
    return c.redirect(`/c/${token}?lang=${page.locale}${isKnown ? '' : '&done=registration'}`, 303);
  });
}

type Opened = { readonly page: RegistrationPage; readonly given: SealedRegistration; readonly isKnown: boolean };

async function open(context: RegistrationContext, c: Context, token: string): Promise<Opened | null> {
  const given = openRegistration(token, context.connections.secretKey);
  if (given === null) return null;
  const chosen = c.req.query('lang');
  const locale = chosen === 'ja' || chosen === 'en' ? chosen : given.locale;
  const opened = await openRegistrationPage(context, given.companyId, locale, `/r/confirm/${token}?lang=${locale}`);
  if (opened === null) return null;
  const { companyId, id } = given;
  const known = await withCompany(context.orm, companyId, (em) => em.findOne(Registration, { companyId, id }));
  // Of one that ended there is nothing left to show.
  if (known && known.state !== 'unconfirmed' && known.state !== 'confirmed') return null;
  return { page: opened.page, given, isKnown: known !== null };
}

/** Stores the registration, once, and the link to the person's own page; returns its token, the same each time. */
function store(
  { orm, personHashKey, now }: RegistrationContext,
  { consent, locale }: RegistrationPage,
  sealed: SealedRegistration,
): Promise<string> {
  const { companyId, id } = sealed;
  const token = createHmac('sha256', personHashKey).update(`registration-page:${id}`).digest('base64url');
  return withCompany(orm, companyId, async (em) => {
    const text = renderConsentText('relay', locale, consent);
    await saveConsentText(em, companyId, text, { locale, now: now() });
    const given = { ...sealed, consent: toEvidence(text, locale) };
    const registered = await register(em, { companyId, personHashKey, now: now() }, given);
    const { caseId, candidateId } = registered;
    await saveLink(em, { id: caseId, companyId, candidateId }, 0, token);
    return token;
  });
}

function respondExpired(c: Context, page: RegistrationPage): Response {
  const texts = getRegistrationTexts(page.locale);
  return c.html(noticeView(page, texts.expiredHeading, [texts.expired]), 410) as Response;
}
