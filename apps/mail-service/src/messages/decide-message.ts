import { isTestKey, type MessageRequest, type SkipReason } from '@goen/contracts/internal';
import { isRegulated } from '@goen/contracts/workflow';
import { HttpProblem } from '@goen/service-kit';
import { findRuleViolation } from '../law/sending-rules.ts';
import type { MailContext } from '../mail-context.ts';
import { composeMail } from './compose-mail.ts';
import { digestMail } from './digest-mail.ts';
import { findSkipReason } from './find-skip-reason.ts';

/** `inputsHash` shows whether a key came again with other inputs. */
export type MessageClaim = { readonly key: string; readonly inputsHash: string; readonly personHash: string };

/** The columns of a message that follow from the request. */
export type DecidedColumns = Awaited<ReturnType<typeof decideMessage>>['columns'];

/** Either skipped for good, or queued with the sealed mail; `mail` is what was sealed. */
export async function decideMessage(
  context: MailContext,
  id: string,
  request: MessageRequest,
  { inputsHash, personHash }: MessageClaim,
) {
  const skipReason = await findSkipReason(context.suppressions, request, personHash);
  const composed = skipReason ? null : await composeMail(context, request, id);
  if (composed) await requireApproved(context, request);
  const rendered = composed && context.cipher.seal(composed.mail, id);
  const common = {
    inputsHash,
    personHash,
    provider: request.provider,
    kind: request.kind,
    // A test neither counts for the daily limit nor is stopped as a regulated mail.
    regulated: isRegulated(request.kind) && !isTestKey(request.key),
    locale: request.locale,
    date: request.date,
    rejectionIds: request.rejectionIds,
    wordingVersion: composed?.wordingVersion ?? null,
    ...toEvidence(request),
  };
  const columns = skipReason ? { ...common, ...toSkipped(skipReason) } : { ...common, ...queued, rendered };
  return { columns, mail: composed?.mail ?? null };
}

/** Throws 409 `mail_changed` when a member approved another mail than this one. An approval without a digest names none. */
async function requireApproved(context: MailContext, request: MessageRequest): Promise<void> {
  if (request.approvedDigest === undefined) return;
  const digest = await digestMail(context, request, context.personHashKey);
  if (digest !== request.approvedDigest) throw new HttpProblem('mail_changed');
}

/** The legal basis for sending, kept with the message (特定電子メール法 Art. 3(2)), and what was missing. */
function toEvidence({ kind, basis, sender, variables }: MessageRequest) {
  const applicable = isRegulated(kind) ? basis : null;
  return {
    basis: applicable?.kind ?? null,
    basisProof: applicable?.kind === 'opt_in' ? applicable.proof : null,
    missing: [...(findRuleViolation(kind, { basis, sender, variables })?.missing ?? [])],
  };
}

const queued = { state: 'queued' as const, skipReason: null, finishedAt: null };

const toSkipped = (skipReason: SkipReason) => ({
  state: 'skipped' as const,
  skipReason,
  rendered: null,
  finishedAt: new Date(),
});

/** Another mail of the company was the day's one regulated mail to the person. */
export const skipForDailyLimit = (columns: DecidedColumns): DecidedColumns => ({
  ...columns,
  ...toSkipped('daily_limit'),
});
