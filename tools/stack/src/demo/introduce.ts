import {
  type IntroductionView,
  introductionPage,
  introductionView,
  positionView,
  provisionRecordPage,
} from '@goen/contracts/public';
import { introductionWorkflowIdOf, searchAttributeKeys } from '@goen/temporal-kit';
import { fastForward } from '@goen/testing';
import type { Stack } from '../stack.ts';
import { until } from './api.ts';
import { candidate } from './candidate.ts';
import type { Cast } from './cast.ts';
import type { Client } from './move-time.ts';
import type { Introduction } from './scenario.ts';

export type ToldIntroduction = {
  readonly receiver: string;
  readonly position: string;
  readonly view: IntroductionView;
  readonly differences: readonly string[];
};

/**
 * A company with a credit opens a position; a candidate of another is found, asked by mail, says yes on their page, and
 * is hired: all by public roads, as the companies and the person would go.
 */
export async function introduceOne(
  stack: Stack,
  client: Client,
  casts: readonly Cast[],
  { receiver: slug, referrer, candidate: who, position }: Introduction,
  report: (line: string) => void,
): Promise<ToldIntroduction> {
  const receiver = castOf(casts, slug);
  const person = castOf(casts, referrer).people.find((one) => one.who === who);
  if (!person?.address) throw new Error(`${who} of ${referrer} has no address to be asked at.`);
  const opened = positionView.parse(await receiver.api.post('/v1/positions', position));
  report(`${receiver.company.name} has a credit and opens a position: ${opened.title} …`);
  const { id } = await until('an introduction', async () => {
    const page = introductionPage.parse(await receiver.api.get(`/v1/introductions?position_id=${opened.id}`));
    return page.items[0];
  });
  const look = async () => introductionView.parse(await receiver.api.get(`/v1/introductions/${id}`));
  const before = await look();
  await moveUntil(client, id, look, ({ state }) => state === 'asked');
  const them = candidate(stack.urls.inbox, person.address);
  report('A candidate is asked about this company, and says yes …');
  await them.press('introduction.accept');
  const accepted = await until('the handing over', async () => {
    const view = await look();
    return view.state === 'accepted' && view;
  });
  for (const told of ['contacted', 'interviewing', 'hired'] as const) {
    await receiver.api.post(`/v1/introductions/${id}/reports`, { report: told });
  }
  const view = await until('the end of the introduction', async () => {
    const now = await look();
    return now.state === 'closed' && now;
  });
  const differences = [
    ...(before.person === null ? [] : ['the company saw who it is before the yes']),
    ...(accepted.person?.email === person.address ? [] : ['the company does not see who said yes']),
    ...(view.ended === 'hired' ? [] : [`the introduction ended as ${view.ended}`]),
    ...(await recordDifferences(receiver, 'recipient', id)),
    ...(await recordDifferences(castOf(casts, referrer), 'provider', id)),
  ];
  return { receiver: receiver.company.name, position: opened.title, view, differences };
}

const castOf = (casts: readonly Cast[], slug: string): Cast => {
  const found = casts.find(({ company }) => company.slug === slug);
  if (!found) throw new Error(`The scenario names no company ${slug}.`);
  return found;
};

/** 個人情報保護法 Art. 29, 30: each side keeps its record. */
async function recordDifferences(
  { api, company }: Cast,
  side: 'provider' | 'recipient',
  id: string,
): Promise<string[]> {
  const { items } = provisionRecordPage.parse(await api.get('/v1/provision-records'));
  const found = items.filter((one) => one.introduction_id === id && one.side === side);
  return found.length === 1 ? [] : [`${company.slug} has ${found.length} records of the provision`];
}

/** Skips from one due time of an introduction to the next until `done`. */
async function moveUntil(
  client: Client,
  id: string,
  look: () => Promise<IntroductionView>,
  done: (view: IntroductionView) => boolean,
): Promise<void> {
  const workflowId = introductionWorkflowIdOf(id);
  await until('the question to the candidate', async () => {
    if (done(await look())) return true;
    const dueAt = await client.workflow
      .getHandle(workflowId)
      .describe()
      .then(({ typedSearchAttributes }) => typedSearchAttributes.get(searchAttributeKeys.nextStepAt))
      .catch(() => undefined);
    if (dueAt && dueAt.getTime() > Date.now()) {
      await fastForward(client, workflowId, { untilMs: dueAt.getTime() + 1_000 }).catch(() => false);
    }
    return done(await look());
  });
}
