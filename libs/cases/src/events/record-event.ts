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
import { personHash, readMailAddress, splitAddresses } from '@goen/service-kit';
import type { NewFact } from '../fact-rows.ts';
import { lockIntake } from '../intake/lock-intake.ts';
import { toPersonName } from '../intake/person-name.ts';
import { isTooFarAhead, toSourceKey } from '../intake/read-report.ts';
import { hashNames } from '../offers/name-hashes.ts';
import type { OfferNews } from '../offers/offer-facts.ts';
import { recordOffers } from '../offers/record-offers.ts';
import { recordReapplication } from '../re-invitations/record-reapplication.ts';
import { recordFacts } from '../record-facts.ts';
import { toUnrejectedFact } from './unrejected-fact.ts';

export type RecordedEvent =
  | { readonly kind: 'recorded'; readonly caseIds: readonly string[] }
  | { readonly kind: 'refused'; readonly code: 'occurred_in_future' | 'unknown_connection'; readonly pointer: string };

/**
 * Records what an ATS reports besides rejections as a fact of each case it concerns, and wakes them. Returns their ids:
 * none when the application or candidate is unknown. A repeated event changes nothing. Un-rejections and offers are also
 * kept for rejections that are reported later.
 */
export async function recordEvent(
  context: { readonly orm: Database; readonly personHashKey: string; readonly now: Date },
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
    if (event.type === 'candidate.hired' || event.type === 'candidate.offer_ended') {
      const { personHashKey } = context;
      const news = toOfferNews(event, sourceKey, occurredAt, personHashKey);
      const scope = { companyId, now, personHashKey };
      return { kind: 'recorded', caseIds: await recordOffers(em, scope, [news], { dated: true }) };
    }
    const caseIds =
      event.type === 'application.unrejected'
        ? await keepUnRejection(
            em,
            { companyId, sourceKey, remoteId: event.application.remote_id },
            toEarliest(event),
            now,
          )
        : await findCurrentCaseIds(em, { companyId, sourceKey, remoteId: event.candidate.remote_id });
    const facts = toNewFact(event, sourceKey, occurredAt, now);
    for (const caseId of caseIds) {
      const recorded = await recordFacts({ em, now }, { caseId, facts });
      if (recorded?.appended && event.type === 'candidate.reapplied') {
        await recordReapplication(em, recorded.loaded.row.candidateId, occurredAt, now);
      }
    }
    return { kind: 'recorded', caseIds };
  });
}

type OfferEvent = Extract<CaseEvent, { type: 'candidate.hired' | 'candidate.offer_ended' }>;

const toOfferNews = (event: OfferEvent, sourceKey: string, occurredAt: Date, personHashKey: string): OfferNews => ({
  sourceKey,
  candidateRemoteId: event.candidate.remote_id,
  applicationRemoteId: event.application?.remote_id ?? null,
  personHashes: listHashes(event.candidate.emails ?? [], personHashKey),
  nameHashes: hashNames(toPersonName(event.candidate), personHashKey),
  held: event.type === 'candidate.hired',
  offerOnly: event.type === 'candidate.hired' && (event.offer_only ?? false),
  occurredAt,
});

/** Of each address where a field holds several, as of rejections: either may be reported first. */
const listHashes = (emails: readonly string[], personHashKey: string): string[] => [
  ...new Set(
    emails
      .flatMap((value) => [value, ...splitAddresses(value)])
      .map((text) => personHash(readMailAddress(text)?.address ?? text, personHashKey)),
  ),
];

/** What counts for a rejection that is reported later. */
const toEarliest = (event: Extract<CaseEvent, { type: 'application.unrejected' }>): Date =>
  new Date(event.earliest_at ?? event.occurred_at);

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

function toNewFact(event: Exclude<CaseEvent, OfferEvent>, sourceKey: string, occurredAt: Date, now: Date): NewFact {
  if (event.type === 'application.unrejected') {
    return toUnrejectedFact({ sourceKey, remoteId: event.application.remote_id }, occurredAt, now, toEarliest(event));
  }
  const at = occurredAt.toISOString();
  return { kind: event.type, at: now, data: { at }, dedupeKey: `reapplied:${at}` };
}
