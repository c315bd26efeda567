import { skipReason } from '@goen/contracts/internal';
import { calendarDate, instant, mailKind } from '@goen/contracts/public';
import { defineRoute, HttpProblem, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import { Message, messageStates } from '../database/message.ts';
import { type MailApp, serviceToken } from '../mail-app.ts';
import type { MailContext } from '../mail-context.ts';

const messageView = z.object({
  id: z.uuid(),
  key: z.string(),
  company: z.uuid(),
  kind: mailKind,
  date: calendarDate,
  rejectionIds: z.array(z.string()),
  state: z.enum(messageStates),
  skipReason: skipReason.nullable(),
  createdAt: instant,
  firstTriedAt: instant.nullable(),
  sentAt: instant.nullable(),
});

const route = defineRoute({
  method: 'get',
  path: '/messages/{id}',
  operationId: 'getMessage',
  summary: 'The state of a message, without its address and body',
  access: serviceToken,
  request: { params: z.object({ id: z.uuid() }) },
  responses: { 200: jsonResponse(messageView, 'The message.') },
});

export function addGetMessage(app: MailApp, { orm }: Pick<MailContext, 'orm'>): void {
  app.openapi(route, async (c) => {
    const message = await orm.em.fork().findOne(Message, { id: c.req.valid('param').id });
    if (!message) throw new HttpProblem('not_found');
    return c.json(toMessageView(message), 200);
  });
}

const toMessageView = (message: Message): z.infer<typeof messageView> => ({
  id: message.id,
  key: message.key,
  company: message.companyId,
  kind: message.kind,
  date: message.date,
  rejectionIds: message.rejectionIds,
  state: message.state,
  skipReason: message.skipReason ?? null,
  createdAt: message.createdAt.toISOString(),
  firstTriedAt: message.firstTriedAt?.toISOString() ?? null,
  sentAt: message.sentAt?.toISOString() ?? null,
});
