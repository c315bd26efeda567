import { isRegulated, type MessageRequest, type SenderIdentity, type SkipReason } from '@goen/contracts';
import type { MailContext } from '../mail-context.ts';
import { isSuppressed } from '../suppressions/is-suppressed.ts';

/** Why a mail may not be sent, or null. The day's limit is decided by the insert, under its unique index. */
export async function skipReasonOf(
  context: MailContext,
  request: MessageRequest,
  personHash: string,
): Promise<SkipReason | null> {
  const regulated = isRegulated(request.kind);
  if (regulated && !isComplete(request.sender)) return 'sender_incomplete';
  if (regulated && request.basis === null) return 'no_basis';
  const suppressed = await isSuppressed(context, { personHash, companyId: request.company, regulated });
  return suppressed ? 'suppressed' : null;
}

/** 特定電子メール法 Art. 4: name, postal address and contact, all of them. The way out is ours to give. */
const isComplete = ({ name, postalAddress, contact }: SenderIdentity) =>
  [name, postalAddress, contact].every((part) => part.trim() !== '');
