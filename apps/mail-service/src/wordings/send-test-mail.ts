import type { MessageRequest, MessageResult, TestSendRequest } from '@goen/contracts/internal';
import { HttpProblem } from '@goen/service-kit';
import { Message } from '../database/message.ts';
import type { MailContext } from '../mail-context.ts';
import { sendMessage } from '../messages/send-message.ts';
import { createSampleInput } from '../rendering/sample.ts';

/** So that a stolen key is no way to mail strangers. */
const maxTestsADay = 50;

/**
 * One mail of a wording with sample data, on the way of every mail: suppression, law and provider speak as ever.
 * Throws 429 when the company has sent its tests of the day, 422 for faults of given words.
 */
export async function sendTestMail(context: MailContext, request: TestSendRequest): Promise<MessageResult> {
  const { key, company, kind, locale, wording, sender, provider, to, date, jobCategory } = request;
  const em = context.orm.em.fork();
  const known = await em.count(Message, { key });
  const sentToday = await em.count(Message, { companyId: company, date, key: { $like: 'test:%' } });
  if (known === 0 && sentToday >= maxTestsADay) throw new HttpProblem('too_many_test_mails');
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
    // Who asks for a test notifies the address by asking.
    basis: { kind: 'address_notified' },
    date,
    variables: { ...sample.variables, jobCategory },
    rejectionIds: [],
  };
  return sendMessage(context, message);
}
