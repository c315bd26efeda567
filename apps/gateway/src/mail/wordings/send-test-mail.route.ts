import { createHash, randomUUID } from 'node:crypto';
import { toTokyoDate } from '@goen/case-domain';
import { messageResult } from '@goen/contracts/internal';
import { testSendRequestV1, testSendResultV1 } from '@goen/contracts/public';
import { defineRoute, jsonBody, jsonResponse } from '@goen/service-kit';
import { askService } from '../../http/ask-service.ts';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { readRequestKey } from '../../http/idempotency/request-key.ts';
import { auditRequest } from '../../identity/audit-request.ts';
import { apiKey } from '../../identity/require-key.ts';
import { loadCompanySettings } from '../../services/read-company-settings.ts';
import { toWordingTarget, viewTestMail } from './wording-views.ts';

const route = defineRoute({
  method: 'post',
  path: '/v1/wordings/test-send',
  operationId: 'sendTestMail',
  tags: ['wordings'],
  summary: 'Send yourself a test mail of a wording, with sample data',
  description: 'Its subject marks it as a test.',
  access: apiKey('mail:write'),
  idempotent: 'steps',
  problems: ['sender_domain_unverified', 'too_many_test_mails', 'unavailable'],
  request: {
    body: jsonBody(testSendRequestV1, {
      kind: 'rejection',
      locale: 'ja',
      stage: 'interview',
      to: 'saiyo@hinode.example.jp',
    }),
  },
  responses: { 200: jsonResponse(testSendResultV1, 'The mail was sent, or skipped for a reason.') },
});

export function addSendTestMail(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const company = c.get('companyId');
    const { to, wording, ...target } = c.req.valid('json');
    const { sender, mailProvider: provider } = await loadCompanySettings(context.orm, company);
    const date = toTokyoDate(context.now().getTime());
    // A repeat with the same Idempotency-Key is the same mail, whatever became of the first.
    const request = await readRequestKey(c);
    const key = `test:${request ? hashParts(company, request.key, request.bodyHash) : randomUUID()}`;
    const body = { key, company, sender, provider, to, wording, date, ...toWordingTarget(target) };
    const answer = await askService(context.mail, '/wordings/test-sends', { method: 'POST', body });
    const result = messageResult.parse(await answer.json());
    const subject = { type: 'message', id: result.id };
    await auditRequest(context, c, { action: 'test_mail.sent', subject, data: { kind: target.kind } });
    return c.json(viewTestMail(result), 200);
  });
}

const hashParts = (...parts: string[]): string => createHash('sha256').update(JSON.stringify(parts)).digest('hex');
