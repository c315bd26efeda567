import { nextReInvitationStep } from '@goen/case-domain/re-invitation';
import { withCompany } from '@goen/case-store';
import { recordReInvitation } from '@goen/cases';
import type { ReInvitationRef } from '@goen/re-invitation';
import type { ActivityContext } from '../activity-context.ts';

/** Closes the re-invitation if that is still the next step. */
export async function closeReInvitation(
  { orm }: ActivityContext,
  { reInvitationId: id, companyId, asOfMs }: ReInvitationRef,
): Promise<void> {
  const at = new Date(asOfMs);
  const kind = 're_invitation.closed';
  await withCompany(orm, companyId, (em) =>
    recordReInvitation(
      em,
      id,
      at,
      ({ file }) => {
        const step = nextReInvitationStep(file, asOfMs);
        return step.kind === 'close' ? { kind, at, data: { ended: step.ended }, dedupeKey: kind } : null;
      },
      'none',
    ),
  );
}
