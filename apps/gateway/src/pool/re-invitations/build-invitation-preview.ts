import { withCompany } from '@goen/case-store';
import { buildReInvitationRequest } from '@goen/cases';
import type { MessageRequest } from '@goen/contracts/internal';
import type { previewInvitation } from '@goen/contracts/public';
import { HttpProblem } from '@goen/service-kit';
import type { z } from 'zod';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { findOpenPosition, prepareInvitation } from './prepare-invitation.ts';

type About = z.output<typeof previewInvitation> & { readonly positionId: string };

/**
 * The request for the mail that a former candidate would get about a position; stores nothing. Throws `not_found`, also
 * for somebody without an address, `position_closed`, and `invalid_request` when nobody wrote what is new.
 */
export function buildInvitationPreview(
  { orm, now, publicUrl }: Pick<GatewayContext, 'orm' | 'now' | 'publicUrl'>,
  companyId: string,
  { positionId, candidate_id: candidateId, what_is_new: whatIsNew, locale, wording }: About,
): Promise<MessageRequest> {
  const viewedAt = now();
  return withCompany(orm, companyId, async (em) => {
    const position = await findOpenPosition(em, companyId, positionId);
    const prepared = await prepareInvitation(em, candidateId, {
      position,
      whatIsNew: whatIsNew ?? null,
      owner: { name: 'preview', email: null },
      by: 'preview',
      now: viewedAt,
    });
    if (prepared === null) throw new HttpProblem('not_found');
    const { row, loadedCase } = prepared;
    const { hours, approval } = loadedCase.file.settings;
    const file = {
      facts: [],
      createdAtMs: viewedAt.getTime(),
      hours,
      approval,
      block: null,
      areMailsPaused: false,
      isPositionOpen: true,
    };
    const mail = {
      kind: 're_invitation' as const,
      key: 'preview',
      token: 'preview',
      nowMs: viewedAt.getTime(),
      publicUrl,
    };
    const request = await buildReInvitationRequest(em, { row, file, loadedCase }, mail);
    if (request === null) throw new HttpProblem('not_found');
    return { ...request, ...(locale ? { locale } : {}), ...(wording === undefined ? {} : { wording }) };
  });
}
