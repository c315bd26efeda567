import { ReInvitation, withCompany } from '@goen/case-store';
import { buildReInvitationRequest, loadReInvitation } from '@goen/cases';
import type { MessageRequest } from '@goen/contracts/internal';
import type { previewReply } from '@goen/contracts/public';
import { HttpProblem } from '@goen/service-kit';
import type { z } from 'zod';
import type { GatewayContext } from '../../http/gateway-app.ts';

type Reply = z.output<typeof previewReply>;

/** The request for the mail that an answer to an interest would be; null without an address. Throws `not_found`. */
export function buildReplyPreview(
  { orm, now, publicUrl }: Pick<GatewayContext, 'orm' | 'now' | 'publicUrl'>,
  companyId: string,
  id: string,
  { reply, wording }: Reply,
): Promise<MessageRequest | null> {
  const nowMs = now().getTime();
  const kind = reply === 'talk' ? 're_invitation_talk' : 're_invitation_regret';
  return withCompany(orm, companyId, async (em) => {
    const row = await em.findOne(ReInvitation, { id, companyId });
    if (row === null) throw new HttpProblem('not_found');
    const loaded = await loadReInvitation(em, row, nowMs);
    const mail = { kind, key: 'preview', token: 'preview', nowMs, publicUrl } as const;
    const request = await buildReInvitationRequest(em, loaded, mail);
    return request && { ...request, ...(wording ? { wording } : {}) };
  });
}
