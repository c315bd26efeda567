import { personalNoteInput, personalNoteView } from '@goen/contracts/public';
import { defineRoute, jsonBody, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { readActor } from '../../identity/principal.ts';
import { apiKey } from '../../identity/require-key.ts';
import { writePersonalNote } from './personal-note.ts';

const example = {
  text: '最終面接で伺った、障害対応の仕組みづくりのお話が強く印象に残りました。',
};

const route = defineRoute({
  method: 'put',
  path: '/v1/rejections/{rejection_id}/personal-note',
  operationId: 'writePersonalNote',
  tags: ['mails'],
  summary: 'Write the personal note of a result mail',
  description:
    'It stands where the wording has `{{personalNote}}`. From the stage that the company set on (`personalNoteFrom`), the result waits until it is written. `text: null` removes it. A note on an approved mail makes it another mail, which needs a new approval. Two people who write at the same time do not overwrite each other when `replaces` says what was read.',
  access: apiKey('mail:write'),
  problems: ['not_found', 'mail_changed', 'note_changed', 'mail_under_way'],
  request: {
    params: z.object({ rejection_id: z.uuid() }),
    body: jsonBody(personalNoteInput, example),
  },
  responses: { 200: jsonResponse(personalNoteView, 'The note as it is now.') },
});

export function addWritePersonalNote(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const { rejection_id: id } = c.req.valid('param');
    return c.json(
      await writePersonalNote(context, c.get('companyId'), id, {
        ...c.req.valid('json'),
        actor: readActor(c),
      }),
      200,
    );
  });
}
