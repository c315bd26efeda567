import { toComparisonKey } from '@goen/contracts/text';
import { z } from 'zod';
import { parseJsonBody } from '../../parse-json-body.ts';
import { type ReportedItem, toEventItem, toRejectionItem, toUnreadableItem } from '../../reported-item.ts';
import { greenhouseApplication, greenhouseEvent } from './greenhouse-application.ts';
import { greenhouseId, toFlag, toText } from './greenhouse-values.ts';
import { isAboutSelectionAlone } from './read-selection.ts';

/** https://developers.greenhouse.io/webhooks.html */
const hookBody = z.looseObject({
  action: z.string().max(100),
  payload: z.looseObject({ application: z.unknown().optional() }).nullish(),
});
const prospect = z.looseObject({
  application: z.looseObject({ prospect: z.unknown().refine((value) => toFlag(value) === true) }),
});
const deleted = z.looseObject({ person: z.looseObject({ id: greenhouseId }) });
const merged = z.looseObject({ person: z.looseObject({ id: greenhouseId, new_candidate_id: greenhouseId }) });
const anonymized = z.looseObject({ candidate_id: greenhouseId });

type Source = { readonly ats: string; readonly connection_id: string };

/** What a web hook reports about the connection's candidates. `now`: when it was first received. */
export function readGreenhouseHook(connectionId: string, body: Uint8Array, now: Date): ReportedItem[] {
  const hook = hookBody.safeParse(parseJsonBody(body));
  if (!hook.success) return [toUnreadableItem('not a Greenhouse web hook')];
  const { payload } = hook.data;
  const action = toComparisonKey(hook.data.action);
  // A prospect never applied: nothing about them is kept.
  if (action.includes('prospect') || prospect.safeParse(payload).success) {
    return [{ kind: 'ignored', reason: `${action} of a prospect`, discard: true }];
  }
  const source = { ats: 'greenhouse', connection_id: connectionId };
  switch (action) {
    case 'reject_candidate':
    case 'unreject_candidate':
    case 'hire_candidate':
    case 'unhire_candidate':
      return readApplication(action, payload?.application, source, now);
    case 'delete_candidate':
      return [readGone(action, deleted.safeParse(payload).data?.person.id)];
    case 'candidate_anonymized':
      return [
        readGone(
          action,
          anonymized.safeParse(payload).data?.candidate_id ?? deleted.safeParse(payload).data?.person.id,
        ),
      ];
    case 'merge_candidate': {
      const person = merged.safeParse(payload).data?.person;
      if (person === undefined) return [toUnreadableItem(`${action} without two candidates`)];
      return [{ kind: 'merged', candidateId: person.id, intoId: person.new_candidate_id }];
    }
    default:
      return [
        isAboutSelectionAlone(action)
          ? { kind: 'ignored', reason: action, discard: true }
          : { kind: 'ignored', reason: action },
      ];
  }
}

const readGone = (action: string, candidateId: string | undefined): ReportedItem =>
  candidateId === undefined ? toUnreadableItem(`${action} without a candidate`) : { kind: 'gone', candidateId };

function readApplication(action: string, payload: unknown, source: Source, now: Date): ReportedItem[] {
  const parsed = greenhouseEvent.safeParse(payload);
  if (!parsed.success) return [toUnreadableItem(`${action} without an application`)];
  const { application, candidate, lastActivityAt } = parsed.data;
  const at = toOccurredAt(lastActivityAt, now);
  if (action === 'unreject_candidate')
    return [
      toEventItem({
        type: 'application.unrejected',
        source,
        occurred_at: at,
        earliest_at: toInstant(lastActivityAt),
        application,
      }),
    ];
  if (candidate === undefined) return [toUnreadableItem(`${action} without a candidate`)];
  switch (action) {
    case 'hire_candidate':
      return [toEventItem({ type: 'candidate.hired', source, occurred_at: at, candidate, application })];
    case 'unhire_candidate':
      return [toEventItem({ type: 'candidate.offer_ended', source, occurred_at: at, candidate, application })];
    default: {
      const report = greenhouseApplication.parse(payload);
      const rejection = toRejectionItem({ source, ...report });
      const { rejection_reason: reason, rejected_at: rejectedAt } = report.application;
      const occurred = { source, occurred_at: toInstant(rejectedAt) ?? at, candidate };
      // Greenhouse has this reason for the other applications of somebody who was hired.
      if (hiredElsewhereHere.test(toText(reason?.name) ?? ''))
        return [toEventItem({ type: 'candidate.hired', ...occurred }), rejection];
      if (reason?.type !== 'by_candidate') return [rejection];
      return [rejection, toEventItem({ type: 'candidate.offer_ended', ...occurred, application })];
    }
  }
}

const hiredElsewhereHere = /^\s*hired for (?:another|a different|other) (?:job|position|role)/i;

/** How far `last_activity_at` may lie behind the event that the hook reports. */
const activityLagMs = 60_000;

/**
 * When it happened. Greenhouse sends no time of the event, and `last_activity_at` can be a few seconds older than it: a
 * hook that was received within a minute happened when it was received.
 */
function toOccurredAt(lastActivityAt: unknown, now: Date): string {
  const activity = toInstant(lastActivityAt);
  if (activity === null) return now.toISOString();
  const activityMs = Date.parse(activity);
  return new Date(Math.max(activityMs, Math.min(now.getTime(), activityMs + activityLagMs))).toISOString();
}

/** An event is not refused for its time: null when it has none that can be read. */
const toInstant = (value: unknown): string | null => z.iso.datetime({ offset: true }).safeParse(value).data ?? null;
