import {
  creditsView,
  introductionPage,
  introductionView,
  invitationResults,
  positionView,
  registrationPage,
  relayTemplateView,
} from '@goen/contracts/public';
import { listInbox, openMailbox, register, skipWorkflowUntil, waitUntil } from '@goen/stack/demo';
import { toIntroductionWorkflowId, toReInvitationWorkflowId } from '@goen/temporal-kit';
import { someConditions } from '@goen/testing';
import { greenhouseHook, postHook } from '@goen/vendor-sandbox';
import { buildHookEvent } from './person-report.ts';
import type { Journey, JourneyCompany } from './start-journey.ts';

const opening = {
  title: 'Webエンジニア',
  required: [{ kind: 'skill', value: 'TypeScript' }],
  regions: ['東京都'],
  conditions: someConditions,
};

/** Ten others earn a company a credit; the person is introduced to it, and accepts. */
export async function goThroughIntroduction(journey: Journey): Promise<void> {
  const { minato, inboxUrl, canaries, temporal } = journey;
  for (let n = 1; n <= 10; n += 1) {
    await registerAt(journey, minato, { familyName: '山田', givenName: `葵${n}`, email: `registered-${n}@example.jp` });
  }
  await confirmAll(minato);
  await waitUntil('a credit', async () => {
    const { balance } = creditsView.parse(await minato.api.get('/v1/credits'));
    return balance.credits_available === 1;
  });
  const { id: positionId } = positionView.parse(await minato.api.post('/v1/positions', opening));
  const { id } = await waitUntil('an introduction', async () => {
    const page = introductionPage.parse(await minato.api.get(`/v1/introductions?position_id=${positionId}`));
    return page.items[0];
  });
  await skipWorkflowUntil(temporal, toIntroductionWorkflowId(id), {
    awaited: 'the question to the person',
    isDone: () => hasMail(journey, 'へのご紹介について'),
    steps: ['ask'],
  });
  await openMailbox(inboxUrl, canaries.email).press('introduction.accept');
  await waitUntil('the handover', async () => {
    const view = introductionView.parse(await minato.api.get(`/v1/introductions/${id}`));
    return view.state === 'accepted' && view.person?.email === canaries.email;
  });
}

/** Reported by a webhook, invited to an opening, and interested; somebody of that name registers there as well. */
export async function goThroughReInvitation(journey: Journey): Promise<string[]> {
  const { kaede, hook, inboxUrl, canaries, temporal } = journey;
  const { status, body } = await postHook(greenhouseHook(hook, buildHookEvent(canaries)));
  if (status !== 200) throw new Error(`The webhook returned ${status}: ${body}`);
  const [known] = await kaede.api.listCases();
  const candidateId = known?.candidate_id ?? '';
  await registerAt(journey, kaede, {
    familyName: canaries.registeredFamilyName,
    givenName: canaries.registeredGivenName,
    email: canaries.registeredEmail,
  });
  const { items } = registrationPage.parse(await kaede.api.get('/v1/registrations?state=unconfirmed'));
  await confirmAll(kaede);

  const { id: positionId } = positionView.parse(
    await kaede.api.post('/v1/positions', { ...opening, conditions: null }),
  );
  const owner = { name: canaries.memberName, email: canaries.memberEmail };
  const invitations = { candidate_ids: [candidateId], owner, what_is_new: 'フルリモートで働けます。' };
  const answer = await kaede.api.post(`/v1/positions/${positionId}/invitations`, invitations);
  const { results } = invitationResults.parse(answer);
  if (!results[0]?.re_invitation_id) throw new Error(`The person was not invited: ${JSON.stringify(results)}`);
  await skipWorkflowUntil(temporal, toReInvitationWorkflowId(results[0].re_invitation_id), {
    awaited: 'the invitation',
    isDone: () => hasMail(journey, '募集のご案内'),
    steps: ['invitation'],
  });
  await openMailbox(inboxUrl, canaries.email).press('opening.interested');
  return [candidateId, ...items.map((item) => item.candidate_id)];
}

async function hasMail({ inboxUrl, canaries }: Journey, subject: string): Promise<boolean> {
  return (await listInbox(inboxUrl, canaries.email)).some((mail) => mail.subject.includes(subject));
}

async function registerAt(
  { inboxUrl }: Journey,
  { api }: JourneyCompany,
  person: Parameters<typeof register>[2],
): Promise<void> {
  const { link } = relayTemplateView.parse(await api.get('/v1/relay-template?ats=hrmos'));
  await register(inboxUrl, link.url, person);
}

async function confirmAll({ api }: JourneyCompany): Promise<void> {
  const { items } = registrationPage.parse(await api.get('/v1/registrations?limit=200&state=unconfirmed'));
  const decisions = items.map(({ id }) => ({ id, action: 'confirm', stage: 'interview' }));
  await api.post('/v1/registrations/decisions', { decisions });
}
