import { builtInWording, wordingPage, wordingVersion } from '@goen/contracts/internal';
import {
  builtInQueryV1,
  builtInWordingV1,
  saveWordingV1,
  wordingPageV1,
  wordingQueryV1,
  wordingTargetV1,
  wordingV1,
  wordingVersionsQueryV1,
} from '@goen/contracts/public';
import { readJson, storable } from '@goen/service-kit';
import { askService } from '../../http/ask-service.ts';
import { readQuery } from '../../http/cursor.ts';
import { answers, json, security } from '../../http/docs/answers.ts';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { keyActor, requireScope } from '../../identity/require-key.ts';
import { builtInViewOf, targetOf, viewOf } from './views.ts';

const tags = ['wordings'];

/** A company's own words for its mails. mail-service holds them; here the key speaks for its company. */
export function wordingRoutes(app: GatewayApp, context: GatewayContext): void {
  app.openAPIRegistry.registerPath({
    method: 'get',
    path: '/v1/wordings',
    operationId: 'listWordings',
    tags,
    summary: 'The wordings in use',
    security,
    request: { query: wordingQueryV1 },
    responses: answers({ 200: json(wordingPageV1, 'A page of wordings.') }, 400, 401, 403, 422, 503),
  });
  app.get('/v1/wordings', requireScope('mail:read'), async (c) => {
    const query = { company: c.get('key').companyId, ...readQuery(c, wordingQueryV1) };
    const { items, next } = wordingPage.parse(await (await askService(context.mail, '/wordings', { query })).json());
    return c.json({ items: items.map(viewOf), next });
  });

  app.openAPIRegistry.registerPath({
    method: 'put',
    path: '/v1/wordings',
    operationId: 'saveWording',
    tags,
    summary: 'Save a wording: a new version, used from the next mail on',
    description: 'Markdown with variables. Each fault is told with its line and column.',
    security,
    request: { body: { required: true, content: { 'application/json': { schema: saveWordingV1 } } } },
    responses: answers({ 200: json(wordingV1, 'The version in use.') }, 400, 401, 403, 413, 415, 422, 503),
  });
  app.put('/v1/wordings', requireScope('mail:write'), async (c) => {
    const key = c.get('key');
    const company = key.companyId;
    const { subject, body: text, ...target } = storable(await readJson(c, saveWordingV1));
    const body = { company, savedBy: keyActor(key), ...targetOf(target), subject, body: text };
    const answer = await askService(context.mail, '/wordings', { method: 'PUT', body });
    return c.json(viewOf(wordingVersion.parse(await answer.json())));
  });

  app.openAPIRegistry.registerPath({
    method: 'delete',
    path: '/v1/wordings',
    operationId: 'retireWording',
    tags,
    summary: 'Retire a wording: the next nearest, or the built-in one, is used',
    security,
    request: { query: wordingTargetV1 },
    responses: answers({ 200: json(wordingV1, 'The version that ends it.') }, 401, 403, 404, 422, 503),
  });
  app.delete('/v1/wordings', requireScope('mail:write'), async (c) => {
    const key = c.get('key');
    const company = key.companyId;
    const query = { company, savedBy: keyActor(key), ...targetOf(readQuery(c, wordingTargetV1)) };
    const answer = await askService(context.mail, '/wordings', { method: 'DELETE', query });
    return c.json(viewOf(wordingVersion.parse(await answer.json())));
  });

  app.openAPIRegistry.registerPath({
    method: 'get',
    path: '/v1/wordings/versions',
    operationId: 'listWordingVersions',
    tags,
    summary: 'Every version of one wording, the newest first',
    security,
    request: { query: wordingVersionsQueryV1 },
    responses: answers({ 200: json(wordingPageV1, 'A page of versions.') }, 400, 401, 403, 422, 503),
  });
  app.get('/v1/wordings/versions', requireScope('mail:read'), async (c) => {
    const { limit, cursor, ...target } = readQuery(c, wordingVersionsQueryV1);
    const query = { company: c.get('key').companyId, limit, cursor, ...targetOf(target) };
    const answer = await askService(context.mail, '/wordings/versions', { query });
    const { items, next } = wordingPage.parse(await answer.json());
    return c.json({ items: items.map(viewOf), next });
  });

  app.openAPIRegistry.registerPath({
    method: 'get',
    path: '/v1/wordings/built-in',
    operationId: 'getBuiltInWording',
    tags,
    summary: 'The built-in words as a starting point, with the variables of the mail',
    security,
    request: { query: builtInQueryV1 },
    responses: answers({ 200: json(builtInWordingV1, 'The words.') }, 401, 403, 422, 503),
  });
  app.get('/v1/wordings/built-in', requireScope('mail:read'), async (c) => {
    const answer = await askService(context.mail, '/wordings/built-in', { query: readQuery(c, builtInQueryV1) });
    return c.json(builtInViewOf(builtInWording.parse(await answer.json())));
  });
}
