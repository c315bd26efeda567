import type { MessageRequest, MessageResult, TestSendRequest } from '@goen/contracts/internal';
import { HttpProblem } from '@goen/service-kit';
import { Message } from '../database/message.ts';
import type { MailContext } from '../mail-context.ts';
import { sendMessage } from '../messages/send-message.ts';
import { createSampleInput } from '../rendering/sample.ts';

/** So that a stolen API key can't be used to mail strangers. */
const maxTestsPerDay = 50;

/**
 * Sends one mail of a wording with sample data, like any other mail: suppressions, law and provider apply. Throws 429
 * when the company has used up its test mails of the day, 422 when a given wording has faults.
 */
export async function sendTestMail(context: MailContext, request: TestSendRequest): Promise<MessageResult> {
  const { key, company, kind, locale, wording, sender, provider, to, date, jobCategory } = request;
  const em = context.orm.em.fork();
  const isRepeat = (await em.count(Message, { key })) > 0;
  const sentToday = await em.count(Message, { companyId: company, date, key: { $like: 'test:%' } });
  if (!isRepeat && sentToday >= maxTestsPerDay) throw new HttpProblem('too_many_test_mails');
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
  return sendMessage(context, message);
}
