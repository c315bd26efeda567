import { isTestKey, type MessageRequest, type SkipReason } from '@goen/contracts/internal';
import { isRegulated } from '@goen/contracts/workflow';
import { findRuleViolation } from '../law/sending-rules.ts';
import type { MailContext } from '../mail-context.ts';
import { composeMail } from './compose-mail.ts';
import { findSkipReason } from './find-skip-reason.ts';

/** What is asked for, as the caller names it. */
export type Claim = { key: string; inputsHash: string; personHash: string };

/** The columns of a message that follow from the request. */
export type DecidedColumns = Awaited<ReturnType<typeof decideMessage>>['columns'];

/** Either skipped for good, or queued with the sealed mail; `mail` is what was sealed. */
export async function decideMessage(
  context: MailContext,
  id: string,
  request: MessageRequest,
  { inputsHash, personHash }: Claim,
) {
  const skipReason = await findSkipReason(context, request, personHash);
  const composed = skipReason ? null : await composeMail(context, request, id);
  const rendered = composed && context.cipher.seal(composed.mail, id);
  const common = {
    inputsHash,
    personHash,
    provider: request.provider,
    kind: request.kind,
    // The day's one regulated mail, and what is suppressed for them: a test is none of them.
    regulated: isRegulated(request.kind) && !isTestKey(request.key),
    locale: request.locale,
    date: request.date,
    rejectionIds: request.rejectionIds,
    wordingVersion: composed?.wordingVersion ?? null,
    ...toEvidence(request),
  };
  const columns = skipReason ? { ...common, ...skipped(skipReason) } : { ...common, ...queued, rendered };
  return { columns, mail: composed?.mail ?? null };
}

/** What gave the right to send it, kept with the message (特定電子メール法 Art. 3(2)), or what was not there. */
function toEvidence({ kind, basis, sender, variables }: MessageRequest) {
  const known = isRegulated(kind) ? basis : null;
  return {
    basis: known?.kind ?? null,
    basisProof: known?.kind === 'opt_in' ? known.proof : null,
    missing: [...(findRuleViolation(kind, { basis, sender, variables })?.missing ?? [])],
  };
}

const queued = { state: 'queued' as const, skipReason: null, finishedAt: null };

const skipped = (skipReason: SkipReason) => ({
  state: 'skipped' as const,
  skipReason,
  rendered: null,
  finishedAt: new Date(),
});

/** The day's one regulated mail was another's. */
export const limited = (decided: DecidedColumns): DecidedColumns => ({ ...decided, ...skipped('daily_limit') });
