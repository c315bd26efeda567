import { maxSourceLength, type RejectionReportInput, type StageKind } from '@goen/contracts/public';
import { z } from 'zod';
import { toCandidateDetails } from '../../candidate-details.ts';
import { toStoredText } from '../../files/cell-text.ts';
import { splitName } from '../../files/split-name.ts';
import { type ReportedItem, toEventItem, toRejectionItem } from '../../reported-item.ts';
import { toTokyoTime } from '../../tokyo-time.ts';

const text = z.string().nullish();
/** HERP documents its times as Japan's. */
const time = z.string().transform(toTokyoTime).nullish();

/** The fields we read; all others are passed through. */
export const herpCandidacy = z.looseObject({
  id: z.string().min(1),
  name: text,
  email: text,
  telephoneNumber: text,
  status: text,
  requisitionId: text,
  appliedAt: time,
  step: text,
  stepUpdatedAt: time,
  updatedAt: time,
  tags: z.array(z.string()).nullish(),
  terminationReason: text,
  terminatedAt: time,
  channel: z.looseObject({ type: text, kind: text, description: text }).nullish().catch(null),
});
export type HerpCandidacy = z.infer<typeof herpCandidacy>;

/** HERP's fixed list of selection steps, in order. */
export const herpSteps: readonly (readonly [step: string, name: string, kind: StageKind])[] = [
  ['entry', 'エントリー', 'documents'],
  ['casualInterview', 'カジュアル面談', 'other'],
  ['resumeScreening', '書類選考', 'documents'],
  ['firstInterview', '一次面接', 'interview'],
  ['secondInterview', '二次面接', 'interview'],
  ['thirdInterview', '三次面接', 'interview'],
  ['finalInterview', '最終面接', 'final'],
  ['offered', '内定', 'final'],
  ['offerAccepted', '内定承諾', 'final'],
];
const offerSteps = new Set(['offered', 'offerAccepted']);

/** Whether the candidacy has reached an offer (内定). */
export const isOffered = ({ step }: HerpCandidacy): boolean => offerSteps.has(step ?? '');

/** The name of a step, else the step itself. */
export const toStepName = (step: string | null | undefined): string | null =>
  herpSteps.find(([known]) => known === step)?.[1] ?? step ?? null;

function toStage(step: string): NonNullable<RejectionReportInput['application']['current_stage']> {
  const order = herpSteps.findIndex(([known]) => known === step);
  const [, name, kind] = herpSteps[order] ?? [];
  return kind ? { remote_id: step, name, kind, order } : { remote_id: step, kind: 'other' };
}

/** Fields left out of `remote_data`: mapped ones, and the recruiters' own notes and names. */
const omittedFields = new Set(['name', 'email', 'telephoneNumber', 'tags', 'note', 'operators']);
const toRemoteData = (candidacy: HerpCandidacy): Record<string, unknown> =>
  Object.fromEntries(Object.entries(candidacy).filter(([field]) => !omittedFields.has(field)));

/** HERP has the type of a channel, its kind and a description. */
function toSource({ channel }: HerpCandidacy): string | null {
  const parts = [channel?.type, channel?.kind, channel?.description].filter(Boolean);
  return parts.length === 0 ? null : parts.join(': ').slice(0, maxSourceLength);
}

/** The report of a rejected candidacy; refused when invalid. `jobName`: name of its requisition, null when unknown. */
export function toHerpRejection(
  candidacy: HerpCandidacy,
  { connectionId, jobName }: { readonly connectionId: string; readonly jobName: string | null },
): ReportedItem {
  const { id, email, telephoneNumber, requisitionId, appliedAt, step, tags, terminatedAt } = candidacy;
  const fullName = toStoredText(candidacy.name ?? '');
  const split = splitName(fullName);
  return toRejectionItem({
    source: { ats: 'herp', connection_id: connectionId },
    application: {
      remote_id: id,
      applied_at: appliedAt,
      rejected_at: terminatedAt,
      source: toSource(candidacy),
      rejection_reason: { type: 'by_company' },
      current_stage: step ? toStage(step) : null,
    },
    candidate: {
      // HERP has no ID of the person, only of the candidacy.
      remote_id: id,
      family_name: split?.familyName,
      given_name: split?.givenName,
      full_name: fullName || null,
      ...toCandidateDetails({
        emails: [{ value: email ?? '' }],
        phones: [{ value: telephoneNumber ?? '' }],
        skills: tags ?? [],
      }),
      // A person who holds an offer must not learn of its end from an automated mail.
      can_email: offerSteps.has(step ?? '') ? false : null,
    },
    job: jobName ? { remote_id: requisitionId, name: toStoredText(jobName) } : null,
    remote_data: toRemoteData(candidacy),
  });
}

/** The un-rejection of a candidacy that is active again, dated by its last change since `rejectedAt`, else `now`. */
export function toHerpUnrejection(
  candidacy: HerpCandidacy,
  connectionId: string,
  rejectedAt: Date,
  now: Date,
): ReportedItem {
  const changesMs = [candidacy.stepUpdatedAt, candidacy.updatedAt]
    .map((changedAt) => Date.parse(changedAt ?? ''))
    .filter((ms) => ms > rejectedAt.getTime() && ms <= now.getTime());
  const occurredAt = changesMs.length > 0 ? new Date(Math.max(...changesMs)) : now;
  return {
    kind: 'event',
    event: {
      type: 'application.unrejected',
      source: { ats: 'herp', connection_id: connectionId },
      occurred_at: occurredAt.toISOString(),
      application: { remote_id: candidacy.id },
    },
  };
}

/** The offer of a candidacy, or its end, dated by its last change. */
export function toHerpOffer(
  candidacy: HerpCandidacy,
  connectionId: string,
  type: 'candidate.hired' | 'candidate.offer_ended',
  now: Date,
): ReportedItem {
  const { id, name, email, status, terminatedAt, stepUpdatedAt, updatedAt } = candidacy;
  const application = { remote_id: id };
  return toEventItem({
    type,
    source: { ats: 'herp', connection_id: connectionId },
    occurred_at: terminatedAt ?? stepUpdatedAt ?? updatedAt ?? now.toISOString(),
    // HERP has no ID of the person: their other candidacies are found by the address and the name.
    candidate: { ...application, emails: email ? [toStoredText(email)] : [], full_name: name },
    application,
    ...(type === 'candidate.hired' ? { offer_only: status === 'active' } : {}),
  });
}
