import { randomUUID } from 'node:crypto';
import { toTokyoDate } from '@goen/case-domain';
import { Company, withCompany } from '@goen/case-store';
import { type CompanySettings, companySettings, messageResult, preview } from '@goen/contracts/internal';
import { previewRequestV1, previewV1, testSendRequestV1, testSendResultV1 } from '@goen/contracts/public';
import { readJson, storable } from '@goen/service-kit';
import { askService } from '../../http/ask-service.ts';
import { answers, json, security } from '../../http/docs/answers.ts';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { idempotencyHeader } from '../../http/idempotency/idempotency.ts';
import { requireScope } from '../../identity/require-key.ts';
import { previewViewOf, targetOf, testViewOf } from './views.ts';

const tags = ['wordings'];

/** Changes nothing and may answer a picture: it stands before the middleware that keeps answers for a repeat. */
export function wordingPreviewRoute(app: GatewayApp, context: GatewayContext): void {
  app.openAPIRegistry.registerPath({
    method: 'post',
    path: '/v1/wordings/preview',
    operationId: 'previewWording',
    tags,
    summary: 'See a wording in its frame, with an invented person',
    description: 'Saved or not. As HTML and text, as text alone, or as a picture.',
    security,
    request: { body: { required: true, content: { 'application/json': { schema: previewRequestV1 } } } },
    responses: answers({ 200: previewAnswer }, 400, 401, 403, 413, 415, 422, 503),
  });
  app.post('/v1/wordings/preview', requireScope('mail:read'), async (c) => {
    const { companyId: company } = c.get('key');
    const { color_scheme: colorScheme, as, width, wording, ...target } = storable(await readJson(c, previewRequestV1));
    const { sender } = await settingsOf(context, company);
    const body = { company, sender, as, width, colorScheme, wording, ...targetOf(target) };
    const answer = await askService(context.mail, '/previews', { method: 'POST', body });
    if (as === 'picture') return c.body(await answer.arrayBuffer(), 200, { 'content-type': 'image/png' });
    return c.json(previewViewOf(preview.parse(await answer.json())));
  });
}

export const previewAnswer = {
  description: 'The mail; with `as: picture` a PNG.',
  content: { ...json(previewV1, '').content, 'image/png': { schema: { type: 'string', format: 'binary' } } },
};

export function testSendRoute(app: GatewayApp, context: GatewayContext): void {
  app.openAPIRegistry.registerPath({
    method: 'post',
    path: '/v1/wordings/test-send',
    operationId: 'sendTestMail',
    tags,
    summary: 'Send a wording to yourself, with an invented person, marked as a test',
    security,
    request: {
      headers: idempotencyHeader,
      body: { required: true, content: { 'application/json': { schema: testSendRequestV1 } } },
    },
    responses: answers(
      { 200: json(testSendResultV1, 'What came of it.') },
      400,
      401,
      403,
      409,
      413,
      415,
      422,
      429,
      503,
    ),
  });
  app.post('/v1/wordings/test-send', requireScope('mail:write'), async (c) => {
    const { companyId: company } = c.get('key');
    const { to, wording, ...target } = storable(await readJson(c, testSendRequestV1));
    const { sender, mailProvider: provider } = await settingsOf(context, company);
    const date = toTokyoDate(context.now().getTime());
    const body = { key: `test:${randomUUID()}`, company, sender, provider, to, wording, date, ...targetOf(target) };
    const answer = await askService(context.mail, '/wordings/test-sends', { method: 'POST', body });
    return c.json(testViewOf(messageResult.parse(await answer.json())));
  });
}

const settingsOf = ({ orm }: GatewayContext, companyId: string): Promise<CompanySettings> =>
  withCompany(orm, companyId, async (em) => {
    const { settings } = await em.findOneOrFail(Company, { id: companyId });
    return companySettings.parse(settings);
  });
