import { nextReInvitationStep } from '@goen/case-domain/re-invitation';
import { withCompany } from '@goen/case-store';
import { findLaterApplication, lockReInvitation, recordReInvitation, refreshReInvitation } from '@goen/cases';
import { describeSleep, type ReInvitationDecision, type ReInvitationRef } from '@goen/re-invitation';
import type { ActivityContext } from '../activity-context.ts';

/** Loads the facts, evaluates the next step, and stores it on the row for lists. */
export async function decideReInvitation(
  { orm }: ActivityContext,
  { reInvitationId: id, companyId, asOfMs }: ReInvitationRef,
): Promise<ReInvitationDecision> {
  const now = new Date(asOfMs);
  const decision = await withCompany(orm, companyId, async (em) => {
    const loaded = await lockReInvitation(em, id, asOfMs);
    if (loaded === null) return null;
    const { row } = loaded;
    const appliedAt =
      row.sentAt && !row.reappliedAt ? await findLaterApplication(em, row.candidateId, row.sentAt) : null;
    const recorded =
      appliedAt &&
      (await recordReInvitation(
        em,
        id,
        now,
        () => ({
          kind: 'candidate.reapplied',
          at: now,
          data: { at: appliedAt.toISOString() },
          dedupeKey: 'candidate.reapplied',
        }),
        'none',
      ));
    const { file } = recorded?.loaded ?? loaded;
    if (!recorded) await refreshReInvitation(em, loaded, asOfMs);
    const step = nextReInvitationStep(file, asOfMs);
    const next = step.kind === 'wait' ? describeSleep(step.untilMs, step.next) : `${step.kind}.`;
    return { step, details: `${row.state}${row.ended ? ` (${row.ended})` : ''}. ${next}` };
  });
  return decision ?? { step: { kind: 'none' }, details: 'Re-invitation not found.' };
}
