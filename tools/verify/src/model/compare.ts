import { setTimeout as sleep } from 'node:timers/promises';
import { type Case, unwrap } from '@goen/client';
import { listInbox } from '@goen/stack/demo';
import { addMonths, later, toDate, toMs, toWindow } from './calendar.ts';
import { findKeepUntil } from './case-rules.ts';
import { findNextMail, toCaseClock } from './live.ts';
import type { World, WorldCompany } from './stage.ts';
import type { CaseModel } from './state.ts';

const maxWaitMs = 90_000;
const checkEveryMs = 300;
const pointsPerCredit = 10;

/** Waits until the product shows what the model says; throws with what differs when it does not. */
export async function compareWorld(world: World): Promise<void> {
  const startedMs = Date.now();
  for (;;) {
    const differences = (await Promise.all(world.companies.map((company) => compareCompany(world, company)))).flat();
    if (differences.length === 0) return;
    if (Date.now() - startedMs > maxWaitMs) throw new Error(differences.join('\n'));
    await sleep(checkEveryMs);
  }
}

async function compareCompany({ stage }: World, { api, model }: WorldCompany): Promise<string[]> {
  const differences: string[] = [];
  const check = (what: string, shown: unknown, expected: unknown) => {
    const [a, b] = [JSON.stringify(shown), JSON.stringify(expected)];
    if (a !== b) differences.push(`${model.slug}: ${what} is ${a}, not ${b}`);
  };
  for (const one of model.cases) compareCase(check, await api.getCase(one.id), one, { api, model });
  for (const person of model.persons) {
    const sent = model.cases.filter((one) => one.person === person).flatMap(({ sent: mails }) => mails).length;
    const inbox = await listInbox(stage.inboxUrl, person.address);
    check(`the number of mails to ${person.address}`, inbox.length, sent + person.registrationMails);
  }
  const { balance } = await unwrap(api.goen.GET('/v1/credits'));
  const points = model.persons.filter(({ hasPoint }) => hasPoint).length;
  check('the number of points', balance.points, points);
  check('the number of credits', balance.credits_available, Math.floor(points / pointsPerCredit));
  return differences;
}

type Check = (what: string, shown: unknown, expected: unknown) => void;

function compareCase(check: Check, view: Case, one: CaseModel, company: Pick<WorldCompany, 'api' | 'model'>): void {
  const { person } = one;
  const { model } = company;
  const name = `case ${model.cases.indexOf(one)} of ${person.remoteId}`;
  const sent = view.timeline.filter(({ kind }) => kind === 'mail.sent');
  check(
    `what ${name} mailed`,
    sent.map(({ data }) => `${String(data.mail)} ${String(data.date)}`),
    one.sent.map(({ kind, date }) => `${kind} ${date}`),
  );
  for (const { at, data } of sent) {
    const { startMs, endMs } = toWindow(String(data.date), model.settings.hours);
    const isInside = Date.parse(at) >= startMs && Date.parse(at) < endMs;
    // A short day may have been a long one when the mail left.
    const wasInside =
      Date.parse(at) >= startMs && Date.parse(at) < toMs(String(data.date), model.settings.hours.closesAt);
    check(`whether ${name} mailed at ${at} inside the window`, isInside || wasInside, true);
  }
  check(`the state of ${name}`, view.state, one.closed === null ? 'open' : 'closed');
  if (one.closed !== null && one.closed !== 'any') check(`the end of ${name}`, view.closed_reason, one.closed);
  if (person.erased) return;
  const clock = toCaseClock(one);
  const isLapsed = person.relay === 'granted' && toDate(clock) >= addMonths(toDate(person.relayGrantedMs), 12);
  check(`the consents of ${name}`, view.consents, {
    follow_up: person.followUp,
    relay: isLapsed ? view.consents.relay : person.relay,
  });
  if (one.closed !== null) return;
  if (one.applications.length > 0) {
    const isToCome = findNextMail(model, one)?.plan.kind.startsWith('rejection') ?? false;
    check(`keep_until of ${name}`, view.keep_until, isToCome ? view.keep_until : findKeepUntil(one));
  }
  compareNextMail(check, name, view, one, company);
}

function compareNextMail(
  check: Check,
  name: string,
  { next_mail: shown }: Case,
  one: CaseModel,
  { model }: Pick<WorldCompany, 'model'>,
): void {
  const next = findNextMail(model, one);
  check(`the next mail of ${name}`, shown?.kind ?? null, next?.plan.kind ?? null);
  if (!next || !shown) return;
  const { plan, block } = next;
  check(`whether the next mail of ${name} is held`, shown.approval === 'held', block === 'held');
  check(`whether the next mail of ${name} waits`, shown.waiting_for === 'approval', block === 'approval');
  if (block === 'held' || model.paused) return check(`when the next mail of ${name} leaves`, shown.sends_at, null);
  // What is overdue by a clock that was moved has a day that nobody's clock shows.
  const isOverdue = plan.day < later(plan.day, next.day) || plan.day <= toDate(toCaseClock(one));
  if (!isOverdue && shown.sends_at)
    check(`when the next mail of ${name} leaves`, toDate(Date.parse(shown.sends_at)), plan.day);
}
