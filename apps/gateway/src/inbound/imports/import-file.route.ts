import { importView, maxImportRows, newImportQuery } from '@goen/contracts/public';
import { assertStorable, defineRoute, jsonResponse } from '@goen/service-kit';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { readActor } from '../../identity/principal.ts';
import { apiKey } from '../../identity/require-key.ts';
import { findFileConnection, importFile } from './import-file.ts';
import { fileTypes, formType, maxUploadBytes, readUploadedFile } from './read-uploaded-file.ts';
import { viewImport } from './view-import.ts';

const binary = { type: 'string', format: 'binary' } as const;
const exampleFile = '応募ID,氏名,メールアドレス,選考ステータス\r\nA-1,佐藤 美咲,misaki@example.jp,不採用\r\n';

const route = defineRoute({
  method: 'post',
  path: '/v1/imports',
  operationId: 'importFile',
  tags: ['imports'],
  summary: 'Import a file of rejections',
  description: `CSV, TSV or XLSX, up to 200 MB and ${maxImportRows.toLocaleString('en')} rows, as the body or as the only file of a form. The same file again, for the same connection and settings, returns the existing import.`,
  access: apiKey('imports:write'),
  maxBodyBytes: maxUploadBytes,
  problems: ['unknown_connection', 'connection_takes_no_files', 'connection_paused', 'too_many_imports'],
  request: {
    query: newImportQuery,
    body: {
      required: true,
      content: {
        ...Object.fromEntries(fileTypes.map((type) => [type, { schema: binary, example: exampleFile }])),
        [formType]: {
          schema: { type: 'object', properties: { file: binary }, required: ['file'] },
          example: { file: exampleFile },
        },
      },
    },
  },
  responses: { 202: jsonResponse(importView, 'The import, queued or already known.') },
});

export function addImportFile(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const query = c.req.valid('query');
    const connection = await findFileConnection(context, c.get('companyId'), query.connection_id);
    const file = await readUploadedFile(c);
    const name = query.file_name ?? file.name?.slice(0, 255) ?? null;
    assertStorable(name);
    const row = await importFile(
      context,
      connection,
      { ...file, name, dryRun: query.dry_run === 'true' },
      readActor(c),
    );
    return c.json(viewImport(row), 202);
  });
}
