import { setTimeout as sleep } from 'node:timers/promises';
import { registrationPage } from '@goen/contracts/public';
import { drawItem, type Random } from '@goen/sandbox-kit';
import { openMailbox, type TemporalClient } from '@goen/stack/demo';
import { toCaseWorkflowId } from '@goen/temporal-kit';
import { fastForward } from '@goen/testing';
import type { QueryRows } from '../query-rows.ts';
import { answerIntroductions } from './answer-introductions.ts';
import type { CrashCompany } from './companies.ts';
import { inviteAgain } from './invite-again.ts';
import { persist, pressOnce } from './persist.ts';
import { openPosition } from './positions.ts';
import { register } from './register.ts';
import { type AcceptedRejection, importFile, reportBatch, reportByHook, reportSingly } from './report-candidates.ts';

export type Workload = {
  readonly companies: readonly [CrashCompany, CrashCompany, CrashCompany];
  readonly inboxUrl: string;
  readonly temporal: TemporalClient;
  readonly random: Random;
  readonly queryCases: QueryRows;
  /** Grows while the workload runs. */
  readonly accepted: AcceptedRejection[];
  /** What never happened although it should have, in words. */
  readonly faults: string[];
};

/** Most consent, so that points become credits and credits become introductions. */
const answers = [
  'relay.grant',
  'relay.grant',
  'relay.grant',
  'relay.grant',
  'relay.decline',
  'unsubscribe',
  'erase',
  'fast-forward',
] as const;
/** Between two rounds. */
const pauseMs = 5_000;
/** Mails may wait for minutes until what crashed is retried: the next people do not wait for them, up to a point. */
const maxRounds = 8;
const firstFollowUpMs = 190 * 86_400_000;

/** Reports, answers, registers, invites and moves clocks until `isOver`. Each round brings new people on every channel. */
export async function runWorkload(workload: Workload, isOver: () => boolean): Promise<void> {
  const running = new Set<Promise<void>>();
  for (let round = 0; !isOver(); round += 1) {
    const steps = startRound(workload, round).map((step) =>
      step.catch((error: unknown) => void workload.faults.push(String(error))),
    );
    const ended: Promise<void> = Promise.all(steps).then(() => void running.delete(ended));
    running.add(ended);
    await sleep(pauseMs);
    if (running.size >= maxRounds) await Promise.race(running);
  }
  await Promise.all(running);
  // A question may be on its way still.
  for (let time = 0; time < 3; time += 1) {
    await answerIntroductions(workload).catch((error: unknown) => void workload.faults.push(String(error)));
    await sleep(pauseMs);
  }
}

/** Two credits for each of the first two companies, so that introductions run from the first kill on. */
export async function earnCredits({ companies, inboxUrl, accepted }: Workload): Promise<void> {
  const [hinode, aoba] = companies;
  await Promise.all(
    [hinode, aoba].map(async (company) => {
      const candidates = await reportBatch(company, 20);
      accepted.push(...candidates);
      for (const { address } of candidates) {
        const mailbox = openMailbox(inboxUrl, address);
        await persist(`The result to ${address}`, () => mailbox.findPageUrl());
        await persist('A consent', () => pressOnce(() => mailbox.press('relay.grant')));
      }
    }),
  );
}

function startRound(workload: Workload, round: number): Promise<unknown>[] {
  const [hinode, aoba, minato] = workload.companies;
  const company = round % 2 === 0 ? hinode : aoba;
  const answerResults = async (reported: Promise<AcceptedRejection[]>) => {
    const candidates = await reported;
    workload.accepted.push(...candidates);
    await Promise.all(candidates.map((candidate) => answerResult(workload, candidate)));
  };
  return [
    ...[reportSingly(company, 2), reportBatch(company, 3), reportByHook(company, 2), importFile(company, 4)].map(
      answerResults,
    ),
    registerAndConfirm(workload, minato, round),
    openPosition(workload.companies[(round + 1) % 3] ?? minato, `Webエンジニア ${round}`),
    inviteAgain(workload, minato, round).then((candidate) => workload.accepted.push(candidate)),
    answerIntroductions(workload),
  ];
}

/** Waits for the result in the mailbox and does one of the things that candidates do. */
async function answerResult(workload: Workload, candidate: AcceptedRejection): Promise<void> {
  const { inboxUrl, random } = workload;
  const answer = drawItem(random, answers);
  const mailbox = openMailbox(inboxUrl, candidate.address);
  await persist(`The result to ${candidate.address}`, () => mailbox.findPageUrl());
  if (answer === 'unsubscribe') return persist('An unsubscription', () => mailbox.unsubscribe());
  if (answer === 'erase') return persist('An erasure', () => pressOnce(() => mailbox.press('erase.ask', 'erase')));
  if (answer === 'fast-forward') return skipToFollowUp(workload, candidate);
  return persist('A consent', () => pressOnce(() => mailbox.press(answer)));
}

async function skipToFollowUp({ temporal, queryCases }: Workload, { company, remoteId }: AcceptedRejection) {
  const [row] = await queryCases('select case_id from rejection where company_id = $1 and remote_id = $2', [
    company.id,
    remoteId,
  ]);
  if (row === undefined) throw new Error(`There is no case of application ${remoteId}`);
  const workflowId = toCaseWorkflowId(String(row.case_id));
  await persist('A fast-forward', () => fastForward(temporal, workflowId, { untilMs: Date.now() + firstFollowUpMs }));
}

async function registerAndConfirm({ inboxUrl }: Workload, company: CrashCompany, round: number): Promise<void> {
  const { api, registrationUrl } = company;
  if (registrationUrl === null) throw new Error(`${company.slug} takes no registrations`);
  const email = `registered-${round}@example.com`;
  await persist('A registration', () => register(inboxUrl, registrationUrl, { email, round }));
  await persist('A confirmation by hand', async () => {
    const { items } = registrationPage.parse(await api.get('/v1/registrations?limit=200&state=unconfirmed'));
    const decisions = items.map(({ id }) => ({ id, action: 'confirm', stage: 'interview' }));
    if (decisions.length > 0) await api.post('/v1/registrations/decisions', { decisions });
  });
}
