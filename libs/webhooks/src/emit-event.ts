import { randomUUID } from 'node:crypto';
import { type Em, type NewsTopic, noteChange } from '@goen/case-store';
import { type LiveTopic, type WebhookEventData, type WebhookEventType, webhookEventData } from '@goen/contracts/public';

type EmitOptions = { readonly at?: Date; readonly dedupeKey?: string };

/**
 * Queues an event for the subscribed endpoints of a company, in the transaction that records what happened. Fields that
 * the type does not define are dropped; without a subscribed endpoint nothing is stored. With `dedupeKey` a repeat
 * changes nothing. Needs a session of the company or of the relay.
 */
export const emitEvent = <T extends WebhookEventType>(
  em: Em,
  companyId: string,
  type: T,
  data: WebhookEventData<T>,
  options: EmitOptions = {},
): Promise<void> => emitEvents(em, companyId, type, [data], options);

/**
 * SQL that goes on from a statement that records what happened: queues an event per row of the CTE `source`
 * (company_id, type, data, at) for the subscribed endpoints, in no extra round trip.
 */
export const queueEventsSql = (source: string): string => `
  taker as (
    select e.id, s.company_id, s.type from (select distinct company_id, type from ${source}) s
    join webhook_endpoint e on e.company_id = s.company_id
    where e.state = 'enabled' and (e.types = '{}' or s.type = any(e.types))),
  event as (
    insert into webhook_event (id, company_id, type, data, occurred_at)
    select gen_random_uuid(), s.company_id, s.type, s.data, s.at from ${source} s
    where exists (select from taker t where t.type = s.type)
    returning id, company_id, type)
  insert into webhook_delivery (id, company_id, event_id, endpoint_id, state, next_attempt_at, created_at)
  select gen_random_uuid(), event.company_id, event.id, taker.id, 'pending', now(), now()
  from event join taker using (company_id, type)`;

/** The same for many events of a type, in as many statements as for one. */
export async function emitEvents<T extends WebhookEventType>(
  em: Em,
  companyId: string,
  type: T,
  all: readonly WebhookEventData<T>[],
  { at = new Date(), dedupeKey }: EmitOptions = {},
): Promise<void> {
  noteChange(companyId, ...toTopics(type));
  await recordNews(em, companyId, type, all, dedupeKey);
  const events = all.map((data) => ({ id: randomUUID(), data: webhookEventData[type].parse(data) }));
  await em.execute(
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
}

/** The lists that show what the event says. */
function toTopics(type: WebhookEventType): LiveTopic[] {
  if (type.startsWith('message.')) return ['messages', 'mails'];
  if (type.startsWith('introduction.')) return ['introductions', 'credits'];
  if (type.startsWith('re_invitation.')) return ['re_invitations'];
  if (type === 'credit.earned') return ['credits'];
  return type === 'endpoint.test' ? [] : ['cases', 'candidates'];
}

/** What members hear of by mail. Rare, so it may cost a statement of its own. */
async function recordNews(
  em: Em,
  companyId: string,
  type: WebhookEventType,
  all: readonly object[],
  dedupeKey: string | undefined,
): Promise<void> {
  const topics = all.flatMap((data) => toNewsTopic(type, data) ?? []);
  for (const topic of topics) {
    await em.execute(
      `insert into company_news (company_id, topic, dedupe_key) values (?, ?, ?) on conflict do nothing`,
      [companyId, topic, dedupeKey ?? null],
    );
  }
}

function toNewsTopic(type: WebhookEventType, data: object): NewsTopic | null {
  if (type === 'introduction.accepted') return 'acceptances';
  if (type === 're_invitation.reapplied') return 'interests';
  if (type === 'correction.requested') return 'corrections';
  if (type === 're_invitation.answered') return 'answer' in data && data.answer === 'interested' ? 'interests' : null;
  return type === 'message.failed' || type === 'message.bounced' ? 'failures' : null;
}
