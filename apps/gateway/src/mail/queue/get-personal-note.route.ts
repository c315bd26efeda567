import { personalNoteView } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { getPersonalNote } from './personal-note.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/rejections/{rejection_id}/personal-note',
  operationId: 'getPersonalNote',
  tags: ['mails'],
  summary: 'Read the personal note on a rejection',
  access: apiKey('mail:read'),
  problems: ['not_found'],
  request: { params: z.object({ rejection_id: z.uuid() }) },
  responses: { 200: jsonResponse(personalNoteView, 'The note; its `text` is null while nobody has written one.') },
});

export function addGetPersonalNote(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) =>
    c.json(await getPersonalNote(context, c.get('companyId'), c.req.valid('param').rejection_id), 200),
  );
}
