import { randomUUID } from 'node:crypto';
import {
  Connection,
  currentCaseOf,
  type Database,
  type Em,
  findCandidate,
  Rejection,
  UnRejection,
  withCompany,
} from '@goen/case-store';
import type { CaseEvent } from '@goen/contracts/public';
import { loadCase, refreshProjection } from './case-file.ts';
import { appendFact, type NewFact } from './facts.ts';
import { lockIntake } from './intake-lock.ts';
import { isTooFarAhead, sourceKeyOf } from './read-report.ts';
import { unRejectedFact } from './un-rejected-fact.ts';
import { wake } from './wake.ts';

export type Recorded =
  | { readonly kind: 'recorded'; readonly caseIds: readonly string[] }
  | { readonly kind: 'refused'; readonly code: 'occurred_in_future' | 'unknown_connection'; readonly pointer: string };

/**
 * Writes what an ATS reports after a rejection as a fact of each case it concerns, and wakes them. Answers their ids:
 * none when the application or candidate is not known. The same event again changes nothing. An un-rejection is kept
 * also for the rejections that are reported after it.
 */
export async function recordEvent(
  context: { readonly orm: Database; readonly now: Date },
  companyId: string,
  event: CaseEvent,
): Promise<Recorded> {
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
    const sourceKey = sourceKeyOf(event.source);
    const caseIds =
      event.type === 'application.unrejected'
        ? await takeBack(em, { companyId, sourceKey, remoteId: event.application.remote_id }, occurredAt, now)
        : await currentCase(em, { companyId, sourceKey, remoteId: event.candidate.remote_id });
    const fact = factOf(event, sourceKey, occurredAt, now);
    for (const caseId of caseIds) await append(em, caseId, fact, now);
    return { kind: 'recorded', caseIds };
  });
}

async function append(em: Em, caseId: string, fact: NewFact, now: Date): Promise<void> {
  const loaded = await loadCase(em, caseId, { lock: true });
  if (loaded === null || !(await appendFact(em, loaded.row, fact))) return;
  await wake(em, loaded.row, 'nudge', now);
  const after = await loadCase(em, caseId);
  if (after) await refreshProjection(em, after, now.getTime());
}

type RemoteThing = { readonly companyId: string; readonly sourceKey: string; readonly remoteId: string };

/** Keeps the un-rejection; answers the cases that have a rejection of the application by now. */
async function takeBack(em: Em, application: RemoteThing, occurredAt: Date, now: Date): Promise<string[]> {
  await em.upsert(
    UnRejection,
    { id: randomUUID(), ...application, occurredAt, createdAt: now },
    { onConflictFields: ['companyId', 'sourceKey', 'remoteId', 'occurredAt'], onConflictAction: 'ignore' },
  );
  const rejections = await em.find(Rejection, application);
  return [...new Set(rejections.map(({ caseId }) => caseId))].sort();
}

async function currentCase(em: Em, remote: RemoteThing): Promise<string[]> {
  const candidate = await findCandidate(em, remote);
  const current = candidate && (await currentCaseOf(em, candidate.id));
  return current ? [current.id] : [];
}

function factOf(event: CaseEvent, sourceKey: string, occurredAt: Date, now: Date): NewFact {
  const at = occurredAt.toISOString();
  switch (event.type) {
    case 'application.unrejected':
      return unRejectedFact({ sourceKey, remoteId: event.application.remote_id }, occurredAt, now);
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
