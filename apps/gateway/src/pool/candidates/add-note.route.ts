import { withCompany } from '@goen/case-store';
import { candidateNote, newCandidateNote } from '@goen/contracts/public';
import { defineRoute, jsonBody, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { readActor } from '../../identity/principal.ts';
import { apiKey } from '../../identity/require-key.ts';
import { addNote } from './candidate-notes.ts';

const route = defineRoute({
  method: 'post',
  path: '/v1/candidates/{id}/notes',
  operationId: 'addCandidateNote',
  tags: ['candidates'],
  summary: 'Write a note about a candidate for your colleagues',
  description:
    'In no mail, no CRM and not on the candidate’s page, but part of what you hold about the person: they may ask for it. An erasure deletes it.',
  access: apiKey('candidates:write'),
  idempotent: true,
  problems: ['candidate_erased', 'too_many_notes'],
  request: {
    params: z.object({ id: z.uuid() }),
    body: jsonBody(newCandidateNote, { text: '来期の募集が決まったら声をかける' }),
  },
  responses: { 201: jsonResponse(candidateNote, 'The note.') },
});

export function addAddNote(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const scope = { companyId: c.get('companyId'), candidateId: c.req.valid('param').id, actor: readActor(c) };
    const { text } = c.req.valid('json');
    const note = await withCompany(context.orm, scope.companyId, (em) => addNote(em, scope, text, context.now()));
    return c.json(note, 201);
  });
}
