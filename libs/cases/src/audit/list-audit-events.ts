import { AuditEvent, type Em } from '@goen/case-store';
import type { AuditEventView, AuditFilters } from '@goen/contracts/public';
import type { FilterQuery } from '@mikro-orm/core';
import { loadActors, type ViewActor } from '../actors/load-actors.ts';

export type AuditPage = {
  readonly companyId: string | null;
  readonly filters: AuditFilters;
  /** Place in the chain after which the page starts, in its order; 0: at its beginning. */
  readonly after: number;
  readonly limit: number;
  readonly order: 'newest' | 'oldest';
};

/** Up to `limit` events of a company (null: of the operator's own settings). */
export function findAuditEvents(em: Em, { companyId, filters, after, limit, order }: AuditPage): Promise<AuditEvent[]> {
  const isNewest = order === 'newest';
  const seq = after === 0 ? { $ne: null } : isNewest ? { $lt: after } : { $gt: after };
  return em.find(
    AuditEvent,
    { $and: [{ companyId, seq }, ...toConditions(filters)] },
    { orderBy: { seq: isNewest ? 'desc' : 'asc' }, limit, disableIdentityMap: true },
  );
}

const toConditions = ({ actor, action, from, to, ...subject }: AuditFilters): FilterQuery<AuditEvent>[] => [
  ...(actor === undefined ? [] : [{ actor }]),
  ...(action === undefined ? [] : [toActionCondition(action)]),
  ...(subject.subject_type === undefined ? [] : [{ subjectType: subject.subject_type }]),
  ...(subject.subject_id === undefined ? [] : [{ subjectId: subject.subject_id }]),
  ...(from === undefined ? [] : [{ occurredAt: { $gte: new Date(from) } }]),
  ...(to === undefined ? [] : [{ occurredAt: { $lt: new Date(to) } }]),
];

const toActionCondition = (action: string): FilterQuery<AuditEvent> =>
  action.includes('.') ? { action } : { action: { $gte: `${action}.`, $lt: `${action}/` } };

export async function viewAuditEvents(em: Em, events: readonly AuditEvent[]): Promise<AuditEventView[]> {
  const viewActor = await loadActors(
    em,
    events.map(({ actor }) => actor),
  );
  return events.map((event) => viewAuditEvent(event, viewActor));
}

const viewAuditEvent = (event: AuditEvent, viewActor: ViewActor): AuditEventView => ({
  id: event.id,
  seq: event.seq ?? 0,
  occurred_at: event.occurredAt.toISOString(),
  actor: viewActor(event.actor),
  action: event.action,
  subject: { type: event.subjectType, id: event.subjectId },
  data: { ...event.data },
  network: event.network ?? null,
  entry_hash: event.entryHash,
  hash: event.hash ?? '',
});
