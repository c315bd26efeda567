import { feedbackRequestPage, importEnds, importView } from '@goen/contracts/public';
import { openMailbox, skipToMail, waitUntil } from '@goen/stack/demo';
import { signIn } from '@goen/stack/testing';
import { stringify } from 'csv-stringify/sync';
import { headers } from '../inputs/table.ts';
import { buildReport } from './person-report.ts';
import { postToPage } from './post-to-page.ts';
import { sendRefusedRequests } from './refused-requests.ts';
import type { Journey } from './start-journey.ts';

/** The person as the company knows them whose results Goen sends. */
export type Known = { readonly caseId: string; readonly candidateId: string };

/** Report, refusals, faults of provider and CRM, result, consents, feedback, experience, complaint, correction, notes. */
export async function goThroughResult(journey: Journey): Promise<Known> {
  const { stack, hinode, canaries, inboxUrl } = journey;
  const { api } = hinode;
  const report = buildReport(canaries);
  await api.post('/v1/members', { email: canaries.memberEmail, name: canaries.memberName, role: 'recruiter' });
  await signIn({ url: stack.urls.gateway, inboxUrl }, canaries.memberEmail);
  await sendRefusedRequests(journey, report);

  // Neither the provider nor the CRM takes anything at first.
  await setProviderFaults(inboxUrl, { serverErrors: 1, seed: 1 });
  await stack.services.vendors.kill();
  const caseId = await api.reportRejection(report);
  await api.reportRejection(report);
  const { candidate_id: candidateId } = await api.getCase(caseId);
  await api.post(`/v1/candidates/${candidateId}/notes`, { text: canaries.note });
  await waitUntil('a result without its note', async () => (await api.writeMissingNotes(canaries.personalNote)) > 0);
  await waitUntil('a mail that the provider does not take', async () => {
    const waiting = await journey.queries.mail(
      `select id from message where state = 'queued' and waiting_reason is not null`,
    );
    return waiting.length > 0;
  });
  await setProviderFaults(inboxUrl, null);
  await stack.services.vendors.start();

  const mailbox = openMailbox(inboxUrl, canaries.email);
  await waitUntil('the result', () => mailbox.findPageUrl().catch(() => null));
  await mailbox.press('relay.grant');
  await mailbox.press('feedback.request');
  await postToPage(journey, canaries.email, { action: 'experience.answer', score: '7', comment: canaries.comment });
  await postToPage(journey, canaries.email, { action: 'complain', text: canaries.complaint });
  await postToPage(journey, canaries.email, { action: 'correct', text: canaries.correction });
  await answerCorrection(journey);
  await answerFeedback(journey, { caseId, candidateId });
  await importRows(journey);
  return { caseId, candidateId };
}

async function setProviderFaults(inboxUrl: string, plan: object | null): Promise<void> {
  const response = await fetch(`${inboxUrl}/sandbox/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ provider: 'resend', plan }),
  });
  if (!response.ok) throw new Error(`The sandbox refused the faults: ${await response.text()}`);
}

async function answerCorrection({ hinode, canaries }: Journey): Promise<void> {
  const page = (await hinode.api.get('/v1/correction-requests')) as { items: { id: string }[] };
  const path = `/v1/correction-requests/${page.items[0]?.id}/answer`;
  await hinode.api.post(path, { outcome: 'refused', answer: canaries.correctionAnswer });
}

async function answerFeedback({ hinode: { api }, canaries, temporal }: Journey, { caseId }: Known): Promise<void> {
  const { items } = feedbackRequestPage.parse(await api.get('/v1/feedback-requests'));
  await api.post(`/v1/feedback-requests/${items[0]?.id}/answer`, { own_words: canaries.feedback });
  await api.decideMails({ case_id: caseId, kind: 'feedback_answer', action: 'approve' });
  const application = { applicationId: canaries.applicationId };
  await skipToMail(temporal, api, { caseId, application }, 'feedback_answer');
}

/** The person applied once more; a second row is refused, with them in it. */
async function importRows({ hinode: { api }, fileId, canaries }: Journey): Promise<void> {
  const name = `${canaries.familyName} ${canaries.givenName}`;
  const rows = [
    [canaries.importedApplicationId, canaries.jobName, name, '不採用', canaries.email, tokyoDate()],
    [canaries.refusedCell, canaries.jobName, name, '不採用', canaries.email, canaries.refusedCell],
  ];
  const bytes = Uint8Array.from(Buffer.from(stringify([[...headers], ...rows])));
  const { id } = importView.parse(await api.uploadTo(`/v1/imports?connection_id=${fileId}`, bytes, 'text/csv'));
  const ended = await waitUntil('the end of the import', async () => {
    const current = importView.parse(await api.get(`/v1/imports/${id}`));
    return importEnds.includes(current.state) && current;
  });
  if (ended.counts.refused !== 1 || ended.counts.new !== 1) {
    throw new Error(`The import ended as ${ended.state}: ${JSON.stringify(ended.counts)}`);
  }
}

const tokyoDate = () => new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10).replaceAll('-', '/');
