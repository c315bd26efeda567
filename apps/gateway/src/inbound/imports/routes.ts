import {
  importPage,
  importQuery,
  importRowPage,
  importRowQuery,
  importView,
  maxImportRows,
  newImportQuery,
  saveColumns as saveColumnsBody,
} from '@goen/contracts/public';
import { HttpProblem, readJson, storable } from '@goen/service-kit';
import { z } from 'zod';
import { asCsvFile, streamFile } from '../../http/csv.ts';
import { readQuery } from '../../http/cursor.ts';
import { answers, json, security } from '../../http/docs/answers.ts';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { idempotencyHeader } from '../../http/idempotency/idempotency.ts';
import { requireKey, requireScope } from '../../identity/require-key.ts';
import { beginImport, fileConnection } from './begin-import.ts';
import { cancelImport, runImport, saveColumns } from './change-import.ts';
import { findImportRow, listImports, listRows } from './list-imports.ts';
import { refusedFile } from './refused-file.ts';
import { fileTypes, formType, uploadedFile } from './uploaded-file.ts';
import { viewImport } from './view-import.ts';

const tags = ['imports'];
const pathId = z.object({ id: z.uuid() });
const binary = { type: 'string', format: 'binary' } as const;

function idOf(id: string): string {
  const read = z.uuid().safeParse(id);
  if (!read.success) throw new HttpProblem('not_found');
  return read.data;
}

/**
 * Takes a file. Ahead of what reads a body whole: a file is streamed, has a limit of its own, and is known again by its
 * bytes.
 */
export function importFileRoute(app: GatewayApp, context: GatewayContext): void {
  app.openAPIRegistry.registerPath({
    method: 'post',
    path: '/v1/imports',
    operationId: 'importFile',
    tags,
    summary: 'Hand in a file of rejections',
    description: `CSV, TSV or XLSX, up to 200 MB and ${maxImportRows.toLocaleString('en')} rows, as the body or as the one
file of a form. The very same file again, for the same connection and settings, answers the import that it has.`,
    security,
    request: {
      query: newImportQuery,
      body: {
        required: true,
        content: {
          ...Object.fromEntries(fileTypes.map((type) => [type, { schema: binary }])),
          [formType]: { schema: { type: 'object', properties: { file: binary }, required: ['file'] } },
        },
      },
    },
    responses: answers({ 202: json(importView, 'The import.') }, 401, 403, 409, 413, 415, 422, 429),
  });
  app.post('/v1/imports', requireKey(context.orm), requireScope('imports:write'), async (c) => {
    const query = readQuery(c, newImportQuery);
    const connection = await fileConnection(context, c.get('key').companyId, query.connection_id);
    const file = await uploadedFile(c);
    const name = query.file_name ?? file.name?.slice(0, 255) ?? null;
    const row = await beginImport(context, connection, query.dry_run === 'true', { ...file, name: storable(name) });
    return c.json(viewImport(row), 202);
  });
}

export function importRoutes(app: GatewayApp, context: GatewayContext): void {
  app.openAPIRegistry.registerPath({
    method: 'get',
    path: '/v1/imports',
    operationId: 'listImports',
    tags,
    summary: 'Your imports, the newest first',
    security,
    request: { query: importQuery },
    responses: answers({ 200: json(importPage, 'A page of imports.') }, 400, 401, 403, 422),
  });
  app.get('/v1/imports', requireScope('imports:read'), async (c) =>
    c.json(await listImports(context, c.get('key').companyId, readQuery(c, importQuery))),
  );

  app.openAPIRegistry.registerPath({
    method: 'get',
    path: '/v1/imports/{id}',
    operationId: 'getImport',
    tags,
    summary: 'An import: how far it is, and what came of its rows',
    security,
    request: { params: pathId },
    responses: answers({ 200: json(importView, 'The import.') }, 401, 403, 404),
  });
  app.get('/v1/imports/:id', requireScope('imports:read'), async (c) =>
    c.json(viewImport(await findImportRow(context, c.get('key').companyId, idOf(c.req.param('id'))))),
  );

  app.openAPIRegistry.registerPath({
    method: 'get',
    path: '/v1/imports/{id}/rows',
    operationId: 'listImportRows',
    tags,
    summary: 'What became of its rows, in the order of the file',
    description: 'The refused ones; of a dry run all that tell of a rejection. Kept for 30 days.',
    security,
    request: { params: pathId, query: importRowQuery },
    responses: answers({ 200: json(importRowPage, 'A page of rows.') }, 400, 401, 403, 404, 422),
  });
  app.get('/v1/imports/:id/rows', requireScope('imports:read'), async (c) => {
    const row = await findImportRow(context, c.get('key').companyId, idOf(c.req.param('id')));
    return c.json(await listRows(context, row, readQuery(c, importRowQuery)));
  });

  app.openAPIRegistry.registerPath({
    method: 'get',
    path: '/v1/imports/{id}/refused.csv',
    operationId: 'getRefusedRows',
    tags,
    summary: 'Its refused rows, to mend and hand in again',
    security,
    request: { params: pathId },
    responses: answers(
      { 200: { description: 'UTF-8 with BOM.', content: { 'text/csv': { schema: z.string() } } } },
      401,
      403,
      404,
    ),
  });
  app.get('/v1/imports/:id/refused.csv', requireScope('imports:read'), async (c) => {
    const row = await findImportRow(context, c.get('key').companyId, idOf(c.req.param('id')));
    asCsvFile(c, 'refused');
    return streamFile(c, context, refusedFile(context, row));
  });
  changeRoutes(app, context);
}

function changeRoutes(app: GatewayApp, context: GatewayContext): void {
  const changes = [
    ['run', 'runImport', 'Take the rows of a dry run', runImport],
    ['cancel', 'cancelImport', 'Stop an import: what was taken stays, the rest is left', cancelImport],
  ] as const;
  for (const [act, operationId, summary, change] of changes) {
    app.openAPIRegistry.registerPath({
      method: 'post',
      path: `/v1/imports/{id}/${act}`,
      operationId,
      tags,
      summary,
      security,
      request: { params: pathId, headers: idempotencyHeader },
      responses: answers({ 202: json(importView, 'The import.') }, 400, 401, 403, 404, 409, 422),
    });
    app.post(`/v1/imports/:id/${act}`, requireScope('imports:write'), async (c) =>
      c.json(viewImport(await change(context, c.get('key').companyId, idOf(c.req.param('id') ?? ''))), 202),
    );
  }

  app.openAPIRegistry.registerPath({
    method: 'post',
    path: '/v1/imports/{id}/columns',
    operationId: 'saveImportColumns',
    tags,
    summary: 'Say which column holds what, for this file and all later ones of its connection',
    description: 'For an import that `needs_columns`; its `proposal` shows the header and what is proposed.',
    security,
    request: {
      params: pathId,
      headers: idempotencyHeader,
      body: { required: true, content: { 'application/json': { schema: saveColumnsBody } } },
    },
    responses: answers({ 202: json(importView, 'The import.') }, 400, 401, 403, 404, 409, 413, 415, 422),
  });
  const mayConnect = requireScope('connections:manage');
  app.post('/v1/imports/:id/columns', requireScope('imports:write'), mayConnect, async (c) => {
    const given = storable(await readJson(c, saveColumnsBody));
    return c.json(viewImport(await saveColumns(context, c.get('key').companyId, idOf(c.req.param('id')), given)), 202);
  });
}
