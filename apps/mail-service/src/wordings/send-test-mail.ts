import type { MessageRequest, MessageResult, TestSendRequest } from '@goen/contracts/internal';
import { HttpProblem } from '@goen/service-kit';
import pLimit from 'p-limit';
import { Message } from '../database/message.ts';
import type { MailContext } from '../mail-context.ts';
import { claimMessage } from '../messages/claim-message.ts';
import { sendMessage, toClaim } from '../messages/send-message.ts';
import { createSampleInput } from '../rendering/sample.ts';

/** So that a stolen API key can't be used to mail strangers. */
const maxTestsPerDay = 50;

/**
 * Sends one mail of a wording with sample data, like any other mail: suppressions, law and provider apply. Throws 429
 * when the company has used up its test mails of the day, 422 when a given wording has faults.
 */
export async function sendTestMail(context: MailContext, request: TestSendRequest): Promise<MessageResult> {
  const { key, company, kind, locale, wording, sender, provider, to, date, jobCategory } = request;
  const sample = createSampleInput({ kind, locale, stage: request.stage ?? 'other', sender });
  const message: MessageRequest = {
    key,
    company,
    kind,
    provider,
    wording,
    to: { email: to, ...sample.to },
    locale,
    sender,
    // A person who requests a test gives their address with it.
    basis: { kind: 'address_notified' },
    date,
    variables: { ...sample.variables, jobCategory },
    rejectionIds: [],
  };
  await claimTestMail(context, message);
  return sendMessage(context, message);
}

/** Within a process: a request that waits for the lock holds a connection, and claiming needs another one. */
const oneAtATime = pLimit(1);

/** Claims the mail's key unless the company has used up its test mails of the day, also when many are sent at once. */
const claimTestMail = (context: MailContext, message: MessageRequest): Promise<void> =>
  oneAtATime(() =>
    context.orm.em.fork().transactional(async (em) => {
      const { key, company, date } = message;
      await em.execute(`select pg_advisory_xact_lock(hashtextextended('test mails of ' || ?, 0))`, [company]);
      if ((await context.rows.find(key)) !== null) return;
      const sentToday = await em.count(Message, { companyId: company, date, key: { $like: 'test:%' } });
      if (sentToday >= maxTestsPerDay) throw new HttpProblem('too_many_test_mails');
      await claimMessage(context, message, toClaim(context, message));
    }),
  );
