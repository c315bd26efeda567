import type { RejectionReport, StageKind } from '@goen/contracts/public';
import { z } from 'zod';
import type { ReportedItem } from '../../ats-vendor.ts';
import { details } from '../../candidate-details.ts';
import { storedText } from '../../files/cell-text.ts';
import { splitName } from '../../files/split-name.ts';
import { toldRejection } from '../../reported-item.ts';

const text = z.string().nullish();

/** What is read of a candidacy; all else of it is kept as it came. */
export const herpCandidacy = z.looseObject({
  id: z.string().min(1),
  name: text,
  email: text,
  telephoneNumber: text,
  status: text,
  requisitionId: text,
  appliedAt: text,
  step: text,
  stepUpdatedAt: text,
  updatedAt: text,
  tags: z.array(z.string()).nullish(),
  terminationReason: text,
  terminatedAt: text,
});
export type HerpCandidacy = z.infer<typeof herpCandidacy>;

/** HERP's steps are a fixed list, in order. */
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

function stageOf(step: string): NonNullable<RejectionReport['application']['current_stage']> {
  const order = herpSteps.findIndex(([known]) => known === step);
  const found = herpSteps[order];
  return found ? { remote_id: step, name: found[1], kind: found[2], order } : { remote_id: step, kind: 'other' };
}

/** Mapped, or not ours to keep: what recruiters wrote of a person, and who did. */
const notKept = new Set(['name', 'email', 'telephoneNumber', 'tags', 'note', 'operators']);
const restOf = (candidacy: HerpCandidacy): Record<string, unknown> =>
  Object.fromEntries(Object.entries(candidacy).filter(([field]) => !notKept.has(field)));

/** The report of a rejected candidacy, or what of it can't be taken. `jobName`: of its requisition, as far as known. */
export function herpRejection(
  candidacy: HerpCandidacy,
  { connectionId, jobName }: { readonly connectionId: string; readonly jobName: string | null },
): ReportedItem {
  const { id, email, telephoneNumber, requisitionId, appliedAt, step, tags, terminatedAt } = candidacy;
  const fullName = storedText(candidacy.name ?? '');
  const split = splitName(fullName);
  return toldRejection({
    source: { ats: 'herp', connection_id: connectionId },
    application: {
      remote_id: id,
      applied_at: appliedAt,
      rejected_at: terminatedAt,
      rejection_reason: { type: 'by_company' },
      current_stage: step ? stageOf(step) : null,
    },
    candidate: {
      // HERP knows applications, not people.
      remote_id: id,
      family_name: split?.familyName,
      given_name: split?.givenName,
      full_name: fullName || null,
      ...details({ emails: [{ value: email ?? '' }], phones: [{ value: telephoneNumber ?? '' }], skills: tags ?? [] }),
      // Who holds an offer gets no mail that a machine wrote.
      can_email: offerSteps.has(step ?? '') ? false : null,
    },
    job: jobName ? { remote_id: requisitionId, name: storedText(jobName) } : null,
    remote_data: restOf(candidacy),
  });
}

/** A candidacy that was rejected at `rejectedAt` is active again: it was taken back, when it was changed last. */
export function herpUnRejection(
  candidacy: HerpCandidacy,
  connectionId: string,
  rejectedAt: Date,
  now: Date,
): ReportedItem {
  const changed = [candidacy.stepUpdatedAt, candidacy.updatedAt].map((at) => Date.parse(at ?? ''));
  const after = changed.filter((ms) => ms > rejectedAt.getTime() && ms <= now.getTime());
  const occurredAt = after.length > 0 ? new Date(Math.max(...after)) : now;
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
