import { isTestKey, type MessageRequest, type SkipReason } from '@goen/contracts/internal';
import { isRegulated } from '@goen/contracts/workflow';
import { readMailAddress } from '@goen/service-kit';
import { findRuleViolation } from '../law/sending-rules.ts';
import { isSuppressed, type SuppressionReader } from '../suppressions/is-suppressed.ts';

/** Why a mail may not be sent, or null. The daily limit is decided by the insert, through its unique index. */
export async function findSkipReason(
  suppressions: SuppressionReader,
  request: MessageRequest,
  personHash: string,
): Promise<SkipReason | null> {
  const violation = findRuleViolation(request.kind, request);
  if (violation) return violation.reason;
  if (readMailAddress(request.to.email) === null) return 'no_address';
  const regulated = isRegulated(request.kind) && !isTestKey(request.key);
  const { company: companyId, kind, basis } = request;
  const recipient = { personHash, companyId, regulated, kind, basis };
  return (await isSuppressed(suppressions, recipient)) ? 'suppressed' : null;
}
