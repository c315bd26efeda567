import { withCompany } from '@goen/case-store';
import { loadCase } from '@goen/cases';
import type { MessageRequest } from '@goen/contracts/internal';
import type { QueuedMailKind } from '@goen/contracts/public';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { buildNextIntroductionMailRequest } from './build-introduction-mail-request.ts';
import { buildNextMail, type NextMailRequest } from './build-next-mail-request.ts';
import { buildNextReInvitationMailRequest } from './build-re-invitation-mail-request.ts';

/** The mail of a kind that the case is to send next, or the soonest of all kinds; null when there is none. */
export async function findQueuedRequest(
  context: GatewayContext,
  companyId: string,
  caseId: string,
  kind: QueuedMailKind | undefined,
): Promise<MessageRequest | null> {
  const introductionMail = await buildNextIntroductionMailRequest(context, companyId, caseId);
  const reInvitationMail = await buildNextReInvitationMailRequest(context, companyId, caseId);
  const caseMail = await readNextMail(context, companyId, caseId);
  const mails = [
    ...(introductionMail ? [{ request: introductionMail.request, dueMs: introductionMail.dueAt.getTime() }] : []),
    ...(reInvitationMail ? [{ request: reInvitationMail.request, dueMs: reInvitationMail.dueAt.getTime() }] : []),
    ...(caseMail ? [{ request: caseMail.request, dueMs: caseMail.mail.queuedAtMs }] : []),
  ];
  const [soonest] = mails
    .filter(({ request }) => kind === undefined || request.kind === kind)
    .toSorted((a, b) => a.dueMs - b.dueMs);
  return soonest?.request ?? null;
}

const readNextMail = (
  { orm, now, publicUrl }: GatewayContext,
  companyId: string,
  caseId: string,
): Promise<NextMailRequest | null> =>
  withCompany(orm, companyId, async (em) => {
    const loaded = await loadCase(em, caseId);
    return loaded && buildNextMail(em, loaded, { wallMs: now().getTime(), publicUrl });
  });
