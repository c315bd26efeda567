import {
  removeSuppressionV1,
  type SuppressionView,
  suppressionImported,
  suppressionPage,
  suppressionQuery,
} from '@goen/contracts/public';
import { HttpProblem, readJson, storable } from '@goen/service-kit';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import { askService } from '../../http/ask-service.ts';
import { asCsvFile, csvHead, csvLines, streamFile } from '../../http/csv.ts';
import { readQuery } from '../../http/cursor.ts';
import { answers, json, security } from '../../http/docs/answers.ts';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { keyActor, requireScope } from '../../identity/require-key.ts';
import { readAddresses } from './read-addresses.ts';

const tags = ['suppressions'];
/** 10,000 rows, with whatever other columns a company's list has. */
const maxImportBytes = 10 * 1024 * 1024;
const csvBody = { 'text/csv': { schema: z.string() } };

/** Addresses that a company's invitations and follow-ups do not go to. mail-service holds them as hashes. */
export function suppressionRoutes(app: GatewayApp, context: GatewayContext): void {
  const page = async (company: string, query: object) =>
    suppressionPage.parse(
      await (await askService(context.mail, '/suppressions', { query: { company, ...query } })).json(),
    );

  app.openAPIRegistry.registerPath({
    method: 'get',
    path: '/v1/suppressions',
    operationId: 'listSuppressions',
    tags,
    summary: 'Who gets no invitations and follow-ups of yours',
    description: 'Addresses are kept as keyed hashes alone, so that a refusal outlives the erasure of a person.',
    security,
    request: { query: suppressionQuery },
    responses: answers({ 200: json(suppressionPage, 'A page of suppressions.') }, 401, 403, 422, 503),
  });
  app.get('/v1/suppressions', requireScope('mail:read'), async (c) =>
    c.json(await page(c.get('key').companyId, readQuery(c, suppressionQuery))),
  );

  app.openAPIRegistry.registerPath({
    method: 'get',
    path: '/v1/suppressions/export',
    operationId: 'exportSuppressions',
    tags,
    summary: 'All suppressions as CSV (UTF-8 with BOM)',
    security,
    responses: answers({ 200: { description: 'The list.', content: csvBody } }, 401, 403, 503),
  });
  app.get('/v1/suppressions/export', requireScope('mail:read'), async (c) => {
    const { companyId } = c.get('key');
    let { items, next } = await page(companyId, { limit: 200 });
    async function* all(): AsyncGenerator<string> {
      yield `${csvHead(columns)}${csvOf(items)}`;
      while (next !== null) {
        ({ items, next } = await page(companyId, { limit: 200, cursor: next }));
        yield csvOf(items);
      }
    }
    asCsvFile(c, 'suppressions');
    return streamFile(c, context, all());
  });

  app.openAPIRegistry.registerPath({
    method: 'post',
    path: '/v1/suppressions/import',
    operationId: 'importSuppressions',
    tags,
    summary: 'Bring a list along: CSV with a column headed email, up to 10,000 rows',
    security,
    request: { body: { required: true, content: csvBody } },
    responses: answers(
      { 200: json(suppressionImported, 'How many were new, and how many known.') },
      401,
      403,
      413,
      415,
      422,
      503,
    ),
  });
  const atMost = bodyLimit({
    maxSize: maxImportBytes,
    onError: () => {
      throw new HttpProblem('batch_too_large');
    },
  });
  app.post('/v1/suppressions/import', requireScope('mail:write'), atMost, async (c) => {
    if (c.req.header('content-type')?.split(';')[0]?.trim() !== 'text/csv') {
      throw new HttpProblem('unsupported_media_type');
    }
    const body = { company: c.get('key').companyId, emails: readAddresses(await c.req.text()) };
    const answer = await askService(context.mail, '/suppressions/imports', { method: 'POST', body });
    return c.json(suppressionImported.parse(await answer.json()));
  });

  app.openAPIRegistry.registerPath({
    method: 'post',
    path: '/v1/suppressions/removals',
    operationId: 'removeSuppression',
    tags,
    summary: 'Write to a person again who asked for it; who lifted it and why is kept',
    security,
    request: { body: { required: true, content: { 'application/json': { schema: removeSuppressionV1 } } } },
    responses: answers({ 204: { description: 'Lifted.' } }, 401, 403, 404, 415, 422, 503),
  });
  app.post('/v1/suppressions/removals', requireScope('mail:write'), async (c) => {
    const key = c.get('key');
    const company = key.companyId;
    const removal = storable(await readJson(c, removeSuppressionV1));
    const body = { company, ...removal, removedBy: keyActor(key) };
    await askService(context.mail, '/suppressions/removals', { method: 'POST', body });
    return c.body(null, 204);
  });
}

const columns = ['person_hash', 'scope', 'reason', 'source', 'since'] as const;
const csvOf = (items: readonly SuppressionView[]) => csvLines(items.map((item) => columns.map((name) => item[name])));
