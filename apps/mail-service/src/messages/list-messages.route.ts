import { storedMessagePage, storedMessageQuery } from '@goen/contracts/internal';
import { defineRoute, isAfter, jsonResponse, readCursor, toPage } from '@goen/service-kit';
import type { FilterQuery } from '@mikro-orm/core';
import type { z } from 'zod';
import { Message } from '../database/message.ts';
import { calledBy, type MailApp } from '../mail-app.ts';
import type { MailContext } from '../mail-context.ts';
import { viewMessage } from './view-message.ts';

const route = defineRoute({
  method: 'get',
  path: '/messages',
  operationId: 'listMessages',
  summary: 'The mails of a company, the newest first',
  access: calledBy('gateway'),
  request: { query: storedMessageQuery },
  responses: { 200: jsonResponse(storedMessagePage, 'A page of mails.') },
});

export function addListMessages(app: MailApp, { orm }: Pick<MailContext, 'orm'>): void {
  app.openapi(route, async (c) => {
    const query = c.req.valid('query');
    const rows = await orm.em.fork().find(Message, toConditions(query), {
      exclude: ['rendered', 'providerText'],
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      limit: query.limit + 1,
    });
    const page = toPage(rows, query.limit, viewMessage, ({ id, createdAt }) => ({ id, at: createdAt }));
    return c.json(page, 200);
  });
}

type Query = z.output<typeof storedMessageQuery>;

const toConditions = ({ company, personHashes, kind, state, from, before, cursor }: Query): FilterQuery<Message> => ({
  $and: [
    { companyId: company },
    ...(personHashes === undefined ? [] : [{ personHash: { $in: personHashes.split(',') } }]),
    ...(kind ? [{ kind }] : []),
    ...(state ? [{ state }] : []),
    ...(from ? [{ createdAt: { $gte: new Date(from) } }] : []),
    ...(before ? [{ createdAt: { $lt: new Date(before) } }] : []),
    isAfter('createdAt', readCursor(cursor)),
  ],
});
