import { randomUUID } from 'node:crypto';
import type { Em } from '@goen/case-store';
import { type WebhookEventData, type WebhookEventType, webhookEventData } from '@goen/contracts/public';

/** Events are kept for a replay this long after they were told, by the clock of the database. */
const keptDays = 30;
/** Each new event forgets this many old ones of the company: more than come in, so they never pile up. */
const forgetRows = 10;

type How = { readonly at?: Date; readonly dedupeKey?: string };

/**
 * Tells a company's endpoints of what happened, in the transaction that records it: both are there, or neither. Ids and
 * states alone: what the type does not name is left out. Nothing is kept when no endpoint takes the type.
 * With `dedupeKey` a repeat changes nothing. In a session of the company, or of the relay.
 */
export const emitEvent = <T extends WebhookEventType>(
  em: Em,
  companyId: string,
  type: T,
  data: WebhookEventData<T>,
  how: How = {},
): Promise<void> => emitEvents(em, companyId, type, [data], how);

/** The same for many of a type, in as many statements as for one. */
export async function emitEvents<T extends WebhookEventType>(
  em: Em,
  companyId: string,
  type: T,
  all: readonly WebhookEventData<T>[],
  { at = new Date(), dedupeKey }: How = {},
): Promise<void> {
  const events = all.map((data) => ({ id: randomUUID(), data: webhookEventData[type].parse(data) }));
  const told = await em.execute<unknown[]>(
    `with taker as (
       select id from webhook_endpoint
       where company_id = ? and state = 'enabled' and (types = '{}' or ? = any(types))),
     event as (
       insert into webhook_event (id, company_id, type, data, dedupe_key, occurred_at)
       select id, ?, ?, data, ?, ? from jsonb_to_recordset(?::jsonb) as happened (id uuid, data jsonb)
       where exists (select 1 from taker)
       on conflict (company_id, dedupe_key) do nothing returning id, company_id)
     insert into webhook_delivery (id, company_id, event_id, endpoint_id, state, next_attempt_at, created_at)
     select gen_random_uuid(), event.company_id, event.id, taker.id, 'pending', now(), now() from event, taker
     returning id`,
    [companyId, type, companyId, type, dedupeKey ?? null, at, JSON.stringify(events)],
  );
  if (told.length === 0) return;
  await em.execute(
    `delete from webhook_event where id in (select id from webhook_event old
       where company_id = ? and occurred_at < now() - make_interval(days => ?) and not exists (
         select 1 from webhook_delivery d where d.event_id = old.id and d.created_at >= now() - make_interval(days => ?))
       order by occurred_at limit ? for update skip locked)`,
    [companyId, keptDays, keptDays, forgetRows * events.length],
  );
}
