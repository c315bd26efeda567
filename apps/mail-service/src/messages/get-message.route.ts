import { type StoredMessageDetail, storedMessageDetail } from '@goen/contracts/internal';
import { messageStates } from '@goen/contracts/public';
import { defineRoute, HttpProblem, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import { Message } from '../database/message.ts';
import { ProviderEvent } from '../database/provider-event.ts';
import { calledBy, type MailApp } from '../mail-app.ts';
import type { MailContext } from '../mail-context.ts';
import { readRetentionDays } from '../retention/retention-settings.ts';
import type { RetentionDays } from '../retention/rules.ts';
import { viewMessage } from './view-message.ts';

const dayMs = 24 * 60 * 60 * 1000;

const route = defineRoute({
  method: 'get',
  path: '/messages/{id}',
  operationId: 'getMessage',
  summary: 'A mail of a company with its states and, until it is purged, its content',
  access: calledBy('gateway'),
  request: { params: z.object({ id: z.uuid() }), query: z.strictObject({ company: z.uuid() }) },
  responses: { 200: jsonResponse(storedMessageDetail, 'The mail.') },
});

type Deps = Pick<MailContext, 'orm' | 'cipher'>;

export function addGetMessage(app: MailApp, deps: Deps, retention: RetentionDays): void {
  app.openapi(route, async (c) => {
    const em = deps.orm.em.fork();
    const { company: companyId } = c.req.valid('query');
    const message = await em.findOne(Message, { id: c.req.valid('param').id, companyId });
    if (!message) throw new HttpProblem('not_found');
    const events = await em.find(ProviderEvent, { messageId: message.id }, { orderBy: { occurredAt: 'asc' } });
    const { bodyDays } = (await readRetentionDays(deps.orm, retention)).days;
    const contentUntil =
      message.rendered && message.finishedAt ? new Date(message.finishedAt.getTime() + bodyDays * dayMs) : null;
    const detail: StoredMessageDetail = {
      ...viewMessage(message),
      history: toHistory(message, events),
      content: readContent(deps, message),
      providerText: message.providerText ? deps.cipher.openText(message.providerText, message.id) : null,
      contentUntil: contentUntil?.toISOString() ?? null,
    };
    return c.json(detail, 200);
  });
}

function readContent({ cipher }: Deps, { id, rendered }: Message): StoredMessageDetail['content'] {
  if (!rendered) return null;
  const { from, to, replyTo, subject, html, text } = cipher.open(rendered, id);
  return { from, to, replyTo, subject, html, text };
}

/** Each state once, when it was first reported: a provider may report one several times, and in any order. */
function toHistory(message: Message, events: readonly ProviderEvent[]): StoredMessageDetail['history'] {
  const { createdAt, sentAt, finishedAt, state } = message;
  const first = new Map<StoredMessageDetail['state'], Date>([['queued', createdAt]]);
  if (sentAt) first.set('sent', sentAt);
  for (const { type, occurredAt } of events) {
    const reported = messageStates.find((known) => known === type);
    if (reported && !first.has(reported)) first.set(reported, occurredAt);
  }
  if (state === 'skipped' && finishedAt) first.set('skipped', finishedAt);
  return [...first]
    .map(([reached, since]) => ({ state: reached, at: since.toISOString() }))
    .toSorted((a, b) => rank(a.state) - rank(b.state) || (a.at < b.at ? -1 : 1));
}

const rank = (state: StoredMessageDetail['state']): number => (state === 'queued' ? 0 : state === 'sent' ? 1 : 2);
