import { describeCase, type NextMail } from '@goen/case-domain';
import { type Em, withCompany } from '@goen/case-store';
import { buildMailRequest, type LoadedCase, loadCase } from '@goen/cases';
import type { MessageRequest } from '@goen/contracts/internal';
import type { GatewayContext } from '../../http/gateway-app.ts';

/** In place of the candidate's token: a member who previews a mail must not be able to consent for its recipient. */
export const previewToken = 'preview';

/**
 * The request with which the worker would send the next mail of a case. Null when there is no such case, no next mail, or
 * no address to send it to.
 */
export function buildNextMailRequest(
  { orm, now, publicUrl }: GatewayContext,
  companyId: string,
  caseId: string,
): Promise<MessageRequest | null> {
  return withCompany(orm, companyId, async (em) => {
    const loaded = await loadCase(em, caseId);
    const next = loaded && (await buildNextMail(em, loaded, { wallMs: now().getTime(), publicUrl }));
    return next && next.request;
  });
}

export type NextMailRequest = { readonly mail: NextMail; readonly request: MessageRequest };

/** The next mail of a loaded case with its request; null when there is none, or no address to send it to. */
export async function buildNextMail(
  em: Em,
  loaded: LoadedCase,
  { wallMs, publicUrl }: { readonly wallMs: number; readonly publicUrl: string },
): Promise<NextMailRequest | null> {
  const { mail } = describeCase(loaded.file, wallMs);
  if (mail === null) return null;
  const nowMs = Math.max(wallMs, mail.queuedAtMs);
  const { kind, mail: mailKind, n, rejectionIds, stage } = mail;
  const step = { kind, mail: mailKind, n, rejectionIds, stage };
  const description = describeCase(loaded.file, nowMs);
  const request = await buildMailRequest(em, loaded, step, { description, nowMs, publicUrl, token: previewToken });
  return request && { mail, request };
}
