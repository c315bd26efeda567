import { randomUUID } from 'node:crypto';
import {
  Connection,
  type Database,
  type Em,
  findCandidate,
  findCurrentCase,
  Rejection,
  UnRejection,
  withCompany,
} from '@goen/case-store';
import type { CaseEvent } from '@goen/contracts/public';
import type { NewFact } from '../fact-rows.ts';
import { lockIntake } from '../intake/lock-intake.ts';
import { isTooFarAhead, toSourceKey } from '../intake/read-report.ts';
import { recordFacts } from '../record-facts.ts';
import { toUnrejectedFact } from './unrejected-fact.ts';

export type RecordedEvent =
  | { readonly kind: 'recorded'; readonly caseIds: readonly string[] }
  | { readonly kind: 'refused'; readonly code: 'occurred_in_future' | 'unknown_connection'; readonly pointer: string };

/**
 * Records what an ATS reports after a rejection as a fact of each case it concerns, and wakes them. Returns their ids:
 * none when the application or candidate is unknown. A repeated event changes nothing. An un-rejection is also kept for
 * rejections that are reported later.
 */
export async function recordEvent(
  context: { readonly orm: Database; readonly now: Date },
  companyId: string,
  event: CaseEvent,
): Promise<RecordedEvent> {
  const { now } = context;
  const occurredAt = new Date(event.occurred_at);
  if (isTooFarAhead(occurredAt, now)) return { kind: 'refused', code: 'occurred_in_future', pointer: '/occurred_at' };
  return withCompany(context.orm, companyId, async (em) => {
    const { connection_id: connectionId } = event.source;
    if (
      connectionId &&
      (await em.count(Connection, { companyId, id: connectionId, state: { $ne: 'deleted' } })) === 0
    ) {
      return { kind: 'refused', code: 'unknown_connection', pointer: '/source/connection_id' };
    }
    await lockIntake(em, companyId);
    const sourceKey = toSourceKey(event.source);
    const caseIds =
      event.type === 'application.unrejected'
        ? await keepUnRejection(em, { companyId, sourceKey, remoteId: event.application.remote_id }, occurredAt, now)
        : await findCurrentCaseIds(em, { companyId, sourceKey, remoteId: event.candidate.remote_id });
    const facts = toNewFact(event, sourceKey, occurredAt, now);
    for (const caseId of caseIds) await recordFacts({ em, now }, { caseId, facts });
    return { kind: 'recorded', caseIds };
  });
}

type RemoteKey = { readonly companyId: string; readonly sourceKey: string; readonly remoteId: string };

/** Returns the cases that already have a rejection of the application. */
async function keepUnRejection(em: Em, application: RemoteKey, occurredAt: Date, now: Date): Promise<string[]> {
  await em.upsert(
    UnRejection,
    { id: randomUUID(), ...application, occurredAt, createdAt: now },
    { onConflictFields: ['companyId', 'sourceKey', 'remoteId', 'occurredAt'], onConflictAction: 'ignore' },
  );
  const rejections = await em.find(Rejection, application);
  return [...new Set(rejections.map(({ caseId }) => caseId))].sort();
}

async function findCurrentCaseIds(em: Em, remoteKey: RemoteKey): Promise<string[]> {
  const candidate = await findCandidate(em, remoteKey);
  const current = candidate && (await findCurrentCase(em, candidate.id));
  return current ? [current.id] : [];
}

function toNewFact(event: CaseEvent, sourceKey: string, occurredAt: Date, now: Date): NewFact {
  const at = occurredAt.toISOString();
  switch (event.type) {
    case 'application.unrejected':
      return toUnrejectedFact({ sourceKey, remoteId: event.application.remote_id }, occurredAt, now);
    case 'candidate.reapplied':
      return { kind: event.type, at: now, data: { at }, dedupeKey: `reapplied:${at}` };
    case 'candidate.hired':
      return {
        kind: event.type,
        at: now,
        data: { at, offerOnly: event.offer_only ?? false },
        dedupeKey: `hired:${at}`,
      };
  }
}
