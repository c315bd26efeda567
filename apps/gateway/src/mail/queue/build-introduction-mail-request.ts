import { findNextIntroductionMail } from '@goen/case-domain';
import { type Em, Introduction, withCompany } from '@goen/case-store';
import { type LoadedCase, loadCase } from '@goen/cases';
import type { MessageRequest } from '@goen/contracts/internal';
import type { IntroductionMailKind } from '@goen/contracts/workflow';
import { buildIntroductionRequest, introductionFacts } from '@goen/relay';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { previewToken } from './build-next-mail-request.ts';

/** The one open introduction of a case, in the session of the company that owns the case. */
export const findOpenIntroduction = (em: Em, companyId: string, caseId: string): Promise<Introduction | null> =>
  em.findOne(
    Introduction,
    { caseId, referrerId: companyId, state: { $in: ['matched', 'asked'] } },
    { orderBy: { createdAt: 'desc' } },
  );

type IntroductionMail = {
  readonly row: Introduction;
  readonly loaded: LoadedCase;
  readonly kind: IntroductionMailKind;
};

/** The request for a mail about an introduction as a member reviews it: its link leads nowhere. */
export const buildIntroductionMailRequest = (
  { now, publicUrl }: Pick<GatewayContext, 'now' | 'publicUrl'>,
  em: Em,
  { row, loaded, kind }: IntroductionMail,
): Promise<MessageRequest | null> =>
  buildIntroductionRequest(em, row, loaded, {
    kind,
    key: previewToken,
    token: previewToken,
    nowMs: now().getTime(),
    publicUrl,
  });

/** The next mail to the candidate of a case about an introduction, and when it is due; null when there is none. */
export function buildNextIntroductionMailRequest(
  context: GatewayContext,
  companyId: string,
  caseId: string,
): Promise<{ readonly request: MessageRequest; readonly dueAt: Date } | null> {
  return withCompany(context.orm, companyId, async (em) => {
    const row = await findOpenIntroduction(em, companyId, caseId);
    const kind = row && findNextIntroductionMail(await introductionFacts(em, row.id));
    const loaded = kind && (await loadCase(em, caseId));
    if (!loaded) return null;
    const request = await buildIntroductionMailRequest(context, em, { row, loaded, kind });
    return request && { request, dueAt: row.nextStepAt ?? row.createdAt };
  });
}
