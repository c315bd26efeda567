import { randomUUID } from 'node:crypto';
import { isRegulated, isTestKey, type MessageRequest, type SkipReason } from '@goen/contracts';
import { UniqueConstraintViolationException } from '@mikro-orm/core';
import { Message } from '../database/message.ts';
import { lackingOf } from '../law/sending-rules.ts';
import type { MailContext } from '../mail-context.ts';
import { composeMail } from './compose-mail.ts';
import { skipReasonOf } from './skip-reason.ts';

type Claim = { key: string; inputsHash: string; personHash: string };
type Decision = { skipReason: SkipReason } | { rendered: Buffer; wordingVersion: string };

export const findByKey = (context: MailContext, key: string) => context.orm.em.fork().findOne(Message, { key });

/**
 * Takes the key and decides, in one insert: either skipped for good, or queued with the rendered mail. Nothing is
 * half done when the process dies before or after it. Of several at once one inserts; the others get its row.
 */
export async function claimMessage(context: MailContext, request: MessageRequest, claim: Claim): Promise<Message> {
  const id = randomUUID();
  const skipReason = await skipReasonOf(context, request, claim.personHash);
  const decision: Decision = skipReason ? { skipReason } : await compose(context, request, id);

  let violated = await insert(context, id, request, claim, decision);
  if (violated === 'message_daily_limit') {
    violated = await insert(context, id, request, claim, { skipReason: 'daily_limit' });
  }
  const message = await findByKey(context, claim.key);
  if (!message) throw new Error(`The message was neither inserted nor found (${violated ?? 'no violation'}).`);
  return message;
}

async function compose(context: MailContext, request: MessageRequest, id: string): Promise<Decision> {
  const { mail, wordingVersion } = await composeMail(context, request, id);
  return { rendered: context.cipher.seal(mail, id), wordingVersion };
}

/** What gave the right to send it, kept with the message (特定電子メール法 Art. 3(2)), or what was not there. */
function evidenceOf({ kind, basis, sender, variables }: MessageRequest) {
  const known = isRegulated(kind) ? basis : null;
  return {
    basis: known?.kind ?? null,
    basisProof: known?.kind === 'opt_in' ? known.proof : null,
    missing: [...(lackingOf(kind, { basis, sender, variables })?.missing ?? [])],
  };
}

/** Returns the name of the violated unique constraint, or null when the row is in. */
async function insert(
  { orm, provider }: MailContext,
  id: string,
  request: MessageRequest,
  claim: Claim,
  decision: Decision,
): Promise<string | null> {
  const now = new Date();
  const skipReason = 'skipReason' in decision ? decision.skipReason : null;
  try {
    await orm.em.fork().insert(Message, {
      id,
      ...claim,
      companyId: request.company,
      kind: request.kind,
      // The day's one regulated mail, and what is suppressed for them: a test is none of them.
      regulated: isRegulated(request.kind) && !isTestKey(request.key),
      locale: request.locale,
      date: request.date,
      rejectionIds: request.rejectionIds,
      state: skipReason ? 'skipped' : 'queued',
      skipReason,
      wordingVersion: 'wordingVersion' in decision ? decision.wordingVersion : null,
      ...evidenceOf(request),
      rendered: 'rendered' in decision ? decision.rendered : null,
      provider: provider.name,
      createdAt: now,
      finishedAt: skipReason ? now : null,
    });
    return null;
  } catch (error) {
    if (!(error instanceof UniqueConstraintViolationException)) throw error;
    return 'constraint' in error && typeof error.constraint === 'string' ? error.constraint : 'unknown';
  }
}
