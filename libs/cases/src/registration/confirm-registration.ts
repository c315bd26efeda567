import { addMonths, describeCase, toTokyoDate, toTokyoMs } from '@goen/case-domain';
import { Candidate, type Database, type Em, findCurrentCase, noteOwnChange, Registration } from '@goen/case-store';
import type { CompanySettings } from '@goen/contracts/internal';
import type { RejectionReport, StageKind } from '@goen/contracts/public';
import { acceptRead, readReports } from '../intake/accept-rejections.ts';
import { lockIntake } from '../intake/lock-intake.ts';
import { loadCase } from '../load-case.ts';
import { mergeCandidates } from '../merge/merge-candidates.ts';
import { recordFacts } from '../record-facts.ts';
import { lockRegistration } from './lock-registration.ts';
import type { RegistrationScope } from './register.ts';
import { templateSource } from './template-source.ts';

export type Confirmation = {
  readonly by: string;
  /** When the person was rejected; null: not known better than that it was before they registered. */
  readonly rejectedOn: string | null;
  readonly stage: StageKind | null;
  /** The candidate who registered under an address that the company did not know. */
  readonly candidateId: string | null;
};

export type ConfirmedRegistration =
  | { readonly kind: 'confirmed'; readonly row: Registration }
  | {
      readonly kind:
        | 'not_found'
        | 'not_unconfirmed'
        | 'confirmation_limit'
        | 'no_such_candidate'
        | 'mail_under_way'
        | 'rejected_after_registration';
    };

/**
 * Records a member's word that a registered person was rejected: from then on they are a candidate like all others, whose
 * result the ATS sent. In the caller's transaction. The operator limits how many per month, by Tokyo's calendar.
 */
export async function confirmRegistration(
  em: Em,
  orm: Database,
  scope: RegistrationScope & { readonly settings: Pick<CompanySettings, 'handConfirmationsPerMonth'> },
  id: string,
  { by, rejectedOn, stage, candidateId }: Confirmation,
): Promise<ConfirmedRegistration> {
  const { companyId, now } = scope;
  await lockIntake(em, companyId);
  const row = await lockRegistration(em, companyId, id);
  if (row === null) return { kind: 'not_found' };
  if (row.state !== 'unconfirmed') return { kind: 'not_unconfirmed' };
  const isTooLate = rejectedOn !== null && rejectedOn > toTokyoDate(row.createdAt.getTime());
  if (isTooLate) return { kind: 'rejected_after_registration' };
  if ((await countByHand(em, companyId, now)) >= scope.settings.handConfirmationsPerMonth) {
    return { kind: 'confirmation_limit' };
  }
  if (candidateId !== null && candidateId !== row.candidateId) {
    const merged = await joinCandidate(em, row, candidateId, now);
    if (merged !== 'joined') return { kind: merged };
  }
  noteOwnChange('registrations', 'candidates');
  em.assign(row, { state: 'confirmed', confirmedHow: 'by_hand', confirmedAt: now, decidedBy: by, decidedAt: now });
  await em.flush();
  // The intake reads rows of its own.
  em.clear();
  const candidate = await em.findOneOrFail(Candidate, { id: row.candidateId });
  if (!(await isRejected(em, candidate.id, now))) {
    const rejectedAt =
      rejectedOn === null ? row.createdAt : new Date(Math.min(toTokyoMs(rejectedOn, 0), row.createdAt.getTime()));
    const report = toReport(candidate, row, rejectedAt, stage);
    const context = { orm, companyId, personHashKey: scope.personHashKey, now };
    await acceptRead(em, context, readReports(context, [report]));
  }
  const current = await findCurrentCase(em, candidate.id);
  if (current === null) throw new Error('A registered candidate has no case');
  const fact = { kind: 'registration.confirmed', at: now, data: { registrationId: id, by } } as const;
  await recordFacts({ em, now }, { caseId: current.id, facts: { ...fact, dedupeKey: `registration-confirmed:${id}` } });
  await em.nativeUpdate(Registration, { id }, { caseId: current.id });
  return { kind: 'confirmed', row: await em.findOneOrFail(Registration, { id }, { refresh: true }) };
}

/** Confirmations of this month, also those that were withdrawn since. */
async function countByHand(em: Em, companyId: string, now: Date): Promise<number> {
  const month = `${toTokyoDate(now.getTime()).slice(0, 7)}-01`;
  return em.count(Registration, {
    companyId,
    confirmedHow: 'by_hand',
    confirmedAt: { $gte: new Date(toTokyoMs(month, 0)), $lt: new Date(toTokyoMs(addMonths(month, 1), 0)) },
  });
}

/** The member says that both are one person: the older candidate takes over the other. */
async function joinCandidate(
  em: Em,
  row: Registration,
  candidateId: string,
  now: Date,
): Promise<'joined' | 'no_such_candidate' | 'mail_under_way'> {
  const both = await em.find(
    Candidate,
    { companyId: row.companyId, id: { $in: [row.candidateId, candidateId] }, erasedAt: null, mergedInto: null },
    { orderBy: { createdAt: 'asc', id: 'asc' } },
  );
  const [older, later] = both;
  if (older === undefined || later === undefined) return 'no_such_candidate';
  if (!(await mergeCandidates(em, older.id, later.id, now))) return 'mail_under_way';
  await em.refresh(row);
  return 'joined';
}

async function isRejected(em: Em, candidateId: string, now: Date): Promise<boolean> {
  const current = await findCurrentCase(em, candidateId);
  const loaded = current && (await loadCase(em, current.id));
  return loaded !== null && describeCase(loaded.file, now.getTime()).hasLiveRejection;
}

const toReport = (
  candidate: Candidate,
  { id, jobName }: Registration,
  rejectedAt: Date,
  stage: StageKind | null,
): RejectionReport => ({
  source: { ...templateSource },
  application: {
    // Not the id in the link: anybody can write it there, so two people may name the same application.
    remote_id: id,
    rejected_at: rejectedAt.toISOString(),
    ...(stage ? { current_stage: { kind: stage } } : {}),
  },
  candidate: { remote_id: candidate.remoteId, emails: candidate.emails, phones: [], tags: [] },
  job: jobName ? { name: jobName } : null,
  custom_fields: {},
  remote_data: {},
});
