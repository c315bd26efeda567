import { isTestKey, type MessageRequest, type SkipReason } from '@goen/contracts/internal';
import { isRegulated } from '@goen/contracts/workflow';
import { findRuleViolation } from '../law/sending-rules.ts';
import type { MailContext } from '../mail-context.ts';
import { isSuppressed } from '../suppressions/is-suppressed.ts';

/** Why a mail may not be sent, or null. The day's limit is decided by the insert, under its unique index. */
export async function findSkipReason(
  context: MailContext,
  request: MessageRequest,
  personHash: string,
): Promise<SkipReason | null> {
  const regulated = isRegulated(request.kind) && !isTestKey(request.key);
  const lacking = findRuleViolation(request.kind, request);
  if (lacking) return lacking.reason;
  const suppressed = await isSuppressed(context, { personHash, companyId: request.company, regulated });
  return suppressed ? 'suppressed' : null;
}
