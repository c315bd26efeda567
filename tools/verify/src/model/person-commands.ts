import { openMailbox, waitUntil } from '@goen/stack/demo';
import fc from 'fast-check';
import { addMonths, toDate } from './calendar.ts';
import { isInSelection } from './case-rules.ts';
import { anIndex, type CommandSpec, pick } from './commands.ts';
import { refresh, toCaseClock } from './live.ts';
import { listCaseMails, type ModelStage } from './stage.ts';
import { type CaseModel, type CompanyModel, findCurrentCase, type PersonModel } from './state.ts';

const buttons = [
  'relay.grant',
  'relay.grant',
  'relay.grant',
  'relay.decline',
  'relay.withdraw',
  'follow_up.grant',
  'follow_up.decline',
  'follow_up.withdraw',
  'unsubscribe',
  'erase.ask',
] as const;
type Button = (typeof buttons)[number];

/** A person who refused follow-ups when one was due never gets it. When a later consent counts depends on two clocks. */
const hasMissedMail = (one: CaseModel): boolean =>
  one.applications.some(({ rejectedMs }) => addMonths(toDate(rejectedMs), 6) <= toDate(toCaseClock(one)));

/** Which buttons the page shows. */
function isShown({ settings }: CompanyModel, one: CaseModel, button: Button): boolean {
  const { person } = one;
  if (button === 'erase.ask') return true;
  if (button === 'unsubscribe') return !person.unsubscribed;
  if (person.hired || person.reapplied || person.unreachable || isInSelection(one)) return false;
  const [kind, verb] = button.split('.');
  const consent = kind === 'relay' ? person.relay : person.followUp;
  if (kind === 'relay' && !settings.relay) return false;
  if (verb === 'decline') return consent === 'unknown';
  if (verb === 'withdraw') return consent === 'granted';
  return consent !== 'granted' && !(kind === 'follow_up' && hasMissedMail(one));
}

/** The candidate opens the page of their newest mail and presses a button. */
export const pressButton: CommandSpec<{ index: number; button: Button }, CaseModel> = {
  name: 'press',
  input: fc.record({ index: anIndex, button: fc.constantFrom(...buttons) }),
  find: (company, { index, button }) =>
    pick(
      company.cases.filter(
        (one) =>
          one.sent.length > 0 &&
          !one.person.erased &&
          findCurrentCase(company, one.person) === one &&
          isShown(company, one, button),
      ),
      index,
    ),
  run: async ({ stage }, { model }, one, { button }) => {
    const { person } = one;
    const mailbox = openMailbox(stage.inboxUrl, person.address);
    if (button === 'erase.ask') await mailbox.press('erase.ask', 'erase');
    else await mailbox.press(button);
    decide(person, button);
    const cases = model.cases.filter((other) => other.person === person);
    // Questions about a consent come back with it.
    if (button === 'follow_up.grant' && one.closed === 'unsubscribed') Object.assign(one, { closed: null, aheadMs: 0 });
    for (const other of cases) refresh(model, other);
  },
};

function decide(person: PersonModel, button: Button): void {
  if (button === 'erase.ask') person.erased = true;
  else if (button === 'unsubscribe') Object.assign(person, { unsubscribed: true, followUpsLifted: false });
  else if (button === 'relay.grant') Object.assign(person, { relay: 'granted', relayGrantedMs: Date.now() });
  else if (button === 'relay.decline') person.relay = 'declined';
  else if (button === 'relay.withdraw') person.relay = 'withdrawn';
  else if (button === 'follow_up.decline') person.followUp = 'declined';
  else if (button === 'follow_up.withdraw') person.followUp = 'withdrawn';
  else Object.assign(person, { followUp: 'granted', followUpsLifted: person.unsubscribed });
}

const events = ['delivered', 'sent', 'transient', 'bounced', 'complained'] as const;
type ProviderEvent = (typeof events)[number];

/** What the provider tells about a mail, in any order and more than once. */
export const tellProviderEvents: CommandSpec<{ index: number; told: ProviderEvent[] }, CaseModel> = {
  name: 'tellProviderEvents',
  input: fc.record({
    index: anIndex,
    told: fc.oneof(
      {
        weight: 3,
        arbitrary: fc.array(fc.constantFrom<ProviderEvent>('delivered', 'sent', 'transient'), {
          minLength: 1,
          maxLength: 4,
        }),
      },
      { weight: 1, arbitrary: fc.array(fc.constantFrom(...events), { minLength: 1, maxLength: 5 }) },
    ),
  }),
  find: ({ cases }, { index }) =>
    pick(
      cases.filter(({ sent, person }) => sent.length > 0 && !person.erased),
      index,
    ),
  run: async ({ stage }, { api, model }, one, { index, told }) => {
    const { person } = one;
    const mail = pick(await listCaseMails(stage, person.address), index);
    if (mail === null) throw new Error(`${person.address} has no mail of a case`);
    for (const event of told) await postEvent(stage, mail.id, event);
    if (!told.includes('bounced') && !told.includes('complained')) return;
    person.unreachable = true;
    const cases = model.cases.filter((candidate) => candidate.person === person);
    await waitUntil('an event of the provider', async () => {
      const views = await Promise.all(cases.map(({ id }) => api.getCase(id)));
      return views.some(({ timeline }) => timeline.some(({ kind }) => /^mail\.(bounced|complained)$/.test(kind)));
    });
    for (const other of cases) refresh(model, other);
  },
};

async function postEvent({ inboxUrl }: ModelStage, mailId: string, event: ProviderEvent): Promise<void> {
  const body = event === 'transient' ? { mailId, type: 'bounced', bounce: 'Transient' } : { mailId, type: event };
  const response = await fetch(`${inboxUrl}/sandbox/webhooks`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`The sandbox refused an event: ${await response.text()}`);
}
