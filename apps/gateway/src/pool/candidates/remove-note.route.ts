import { withCompany } from '@goen/case-store';
import { defineRoute } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { readActor } from '../../identity/principal.ts';
import { apiKey } from '../../identity/require-key.ts';
import { removeNote } from './candidate-notes.ts';

const route = defineRoute({
  method: 'delete',
  path: '/v1/candidates/{id}/notes/{note_id}',
  operationId: 'removeCandidateNote',
  tags: ['candidates'],
  summary: 'Delete a note about a candidate',
  access: apiKey('candidates:write'),
  request: { params: z.object({ id: z.uuid(), note_id: z.uuid() }) },
  responses: { 204: { description: 'Deleted.' } },
});

export function addRemoveNote(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const { id: candidateId, note_id: noteId } = c.req.valid('param');
    const scope = { companyId: c.get('companyId'), candidateId, actor: readActor(c) };
    await withCompany(context.orm, scope.companyId, (em) => removeNote(em, scope, noteId));
    return c.body(null, 204);
  });
}
