import { randomUUID } from 'node:crypto';
import { testRegistration, testSendResultV1 } from '@goen/contracts/public';
import { defineRoute, jsonBody, jsonResponse } from '@goen/service-kit';
import { sealRegistration, sendConfirmation } from '../../candidate-page/index.ts';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { auditRequest } from '../../identity/audit-request.ts';
import { apiKey } from '../../identity/require-key.ts';
import { viewTestMail } from '../../mail/wordings/index.ts';
import { loadCompanySettings } from '../../services/read-company-settings.ts';

const sample = {
  ja: {
    familyName: '髙橋',
    givenName: '美咲',
    jobName: 'Webエンジニア',
    prefecture: '東京都',
    skills: ['TypeScript', 'React'],
  },
  en: {
    familyName: 'Takahashi',
    givenName: 'Misaki',
    jobName: 'Web Engineer',
    prefecture: '東京都',
    skills: ['TypeScript', 'React'],
  },
};

const route = defineRoute({
  method: 'post',
  path: '/v1/relay-template/test',
  operationId: 'testRegistration',
  tags: ['registrations'],
  summary: 'See what candidates see: a test registration with a fictional person',
  description:
    'Sends the confirmation mail to you, marked as a test. Its link shows the same pages and stores nothing.',
  access: apiKey('mail:write'),
  idempotent: 'steps',
  problems: ['sender_domain_unverified', 'unavailable'],
  request: { body: jsonBody(testRegistration, { to: 'saiyo@hinode.example.jp', locale: 'ja' }) },
  responses: { 200: jsonResponse(testSendResultV1, 'The mail was sent, or skipped for a reason.') },
});

export function addTestRegistration(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const companyId = c.get('companyId');
    const { to, locale } = c.req.valid('json');
    const settings = await loadCompanySettings(context.orm, companyId);
    const given = { ...sample[locale], id: randomUUID(), companyId, at: context.now().getTime(), email: to, locale };
    const token = sealRegistration({ ...given, applicationId: null, isTest: true }, context.connections.secretKey);
    const mail = { key: `test:registration:${randomUUID()}`, companyId, settings, locale, token, to };
    const result = await sendConfirmation(context, mail);
    const subject = { type: 'message', id: result.id };
    await auditRequest(context, c, { action: 'test_mail.sent', subject, data: { kind: 'registration' } });
    return c.json(viewTestMail(result), 200);
  });
}
