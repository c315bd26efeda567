import { unwrap } from '@goen/client';
import type { DemoCompany } from './demo-company.ts';
import { listInbox } from './inbox.ts';
import { openMailbox } from './mailbox.ts';
import { skipToMail, type TemporalClient } from './skip-time.ts';

export type FeedbackResult = {
  readonly company: string;
  readonly requestedAt: string;
  /** By when the page said that an answer comes. */
  readonly dueOn: string;
  readonly state: string;
  readonly differences: readonly string[];
};

/** Somebody who was told the result after an interview. */
const applicationId = 'A-0002';
const ownWords = 'Kubernetesの障害対応を順を追って説明してくださった点が、特に印象に残りました。';

/** A candidate asks for feedback on their page; a recruiter answers, another member approves, and the candidate reads it. */
export async function runFeedback(
  inboxUrl: string,
  client: TemporalClient,
  { api, company, candidates }: DemoCompany,
  report: (line: string) => void,
): Promise<FeedbackResult> {
  const candidate = candidates.find(({ application }) => application.applicationId === applicationId);
  if (!candidate?.address) throw new Error(`${applicationId} of ${company.slug} has no address.`);
  const { address, caseId } = candidate;
  const mailbox = openMailbox(inboxUrl, address);
  report(`A candidate of ${company.name} asks for feedback; a recruiter answers in own words …`);
  await mailbox.press('feedback.request');
  const { items, phrases } = await unwrap(api.goen.GET('/v1/feedback-requests'));
  const request = items.find((item) => item.case_id === caseId);
  if (request === undefined) throw new Error('The request for feedback is not listed.');
  const body = { phrases: phrases.slice(0, 1), own_words: ownWords };
  await unwrap(api.goen.POST('/v1/feedback-requests/{id}/answer', { params: { path: { id: request.id } }, body }));
  const queued = (await api.listMails()).find((mail) => mail.case_id === caseId);
  report('The answer waits for an approval, gets it, and leaves on the next sending day …');
  const [decision] = await api.decideMails({ case_id: caseId, kind: 'feedback_answer', action: 'approve' });
  await skipToMail(client, api, candidate, 'feedback_answer');
  const query = { state: 'answered' as const };
  const [answered] = (await unwrap(api.goen.GET('/v1/feedback-requests', { params: { query } }))).items;
  const [mail] = await listInbox(inboxUrl, address);
  const page = await (await fetch(await mailbox.findPageUrl())).text();
  const differences = [
    ...(queued?.kind === 'feedback_answer' && queued.waiting_for === 'approval'
      ? []
      : ['own words waited for no approval']),
    ...(decision?.status === 200 ? [] : [`the approval returned ${decision?.status}`]),
    ...([...phrases, ownWords].every((text) => mail?.text.includes(text))
      ? []
      : ['the mail lacks what the recruiter answered']),
    ...(page.includes('メールでお返事をお送りしました') ? [] : ['the page does not say that an answer was sent']),
  ].map((difference) => `feedback: ${difference}`);
  return {
    company: company.name,
    requestedAt: request.requested_at,
    dueOn: request.due_on,
    state: answered?.state ?? 'open',
    differences,
  };
}
