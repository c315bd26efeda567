import { messageRequest } from '@goen/contracts/internal';
import { HttpProblem, readJson } from '@goen/service-kit';
import { Hono } from 'hono';
import { z } from 'zod';
import { Message } from '../database/message.ts';
import type { MailContext } from '../mail-context.ts';
import { sendMessage } from './send-message.ts';

export function messageRoutes(context: MailContext): Hono {
  const app = new Hono();

  app.post('/', async (c) => c.json(await sendMessage(context, await readJson(c, messageRequest))));

  app.get('/:id', async (c) => {
    const id = z.uuid().safeParse(c.req.param('id'));
    const message = id.success ? await context.orm.em.fork().findOne(Message, { id: id.data }) : null;
    if (!message) throw new HttpProblem('not_found');
    return c.json(toMessageView(message));
  });

  return app;
}

/** No address and no body: what an operator may see of any message. */
const toMessageView = (message: Message) => ({
  id: message.id,
  key: message.key,
  company: message.companyId,
  kind: message.kind,
  date: message.date,
  rejectionIds: message.rejectionIds,
  state: message.state,
  skipReason: message.skipReason,
  createdAt: message.createdAt.toISOString(),
  firstTriedAt: message.firstTriedAt?.toISOString() ?? null,
  sentAt: message.sentAt?.toISOString() ?? null,
});
