import { describe, expect, test } from 'vitest';
import { describeCase } from './describe-case.ts';
import { findNotMailedReason } from './not-mailed-reason.ts';
import {
  buildCase,
  type Circumstances,
  consent,
  type FactDraft,
  fact,
  findStepAt,
  formatTokyo,
  rejected,
  tokyo,
  validLicence,
} from './testing/fixtures.ts';

const recruiters = { recruiterEmail: 'saiyo@hinode.example.jp' };
const shared = (more: Circumstances = {}): Circumstances => ({ addressState: 'shared', settings: recruiters, ...more });
const ofAnother: Circumstances = { addressState: 'of_another', settings: recruiters };
/** Tuesday. */
const facts = [rejected('r1', '2026-11-24 10:00')];

const formatStep = (at: string, circumstances: Circumstances, drafts: readonly FactDraft[] = facts): string => {
  const step = findStepAt(at, drafts, circumstances);
  if (step.kind === 'wait') return `${step.next} ${formatTokyo(step.untilMs).slice(0, 10)}`;
  return step.kind === 'remind_recruiter' ? `remind ${step.date}` : step.kind;
};

test.each<[string, string, Circumstances, string]>([
  ['asks at once inside the sending window', '2026-11-24 10:10', shared(), 'remind 2026-11-24'],
  ['asks once a day', '2026-11-24 10:20', shared({ remindedOn: '2026-11-24' }), 'address_decision 2026-11-25'],
  ['asks again the next day', '2026-11-25 14:00', shared({ remindedOn: '2026-11-24' }), 'remind 2026-11-25'],
  ['asks in the next window in the evening', '2026-11-24 20:00', shared(), 'address_decision 2026-11-25'],
  [
    'asks on sending days only',
    '2026-11-27 16:00',
    shared({ remindedOn: '2026-11-27' }),
    'address_decision 2026-11-30',
  ],
  ['waits when there is nobody to ask', '2026-11-24 11:30', { addressState: 'shared' }, 'address_decision 2026-12-01'],
  ['still asks half a year later', '2027-05-24 14:00', shared(), 'remind 2027-05-24'],
])('a shared address %s', (_what, at, circumstances, step) => {
  expect(formatStep(at, circumstances)).toBe(step);
});

const isMailed: readonly FactDraft[] = [
  ...facts,
  fact('mail.sent', { n: 1, mail: 'rejection', rejectionIds: ['r1'], messageId: 'm', date: '2026-11-24' }),
];

describe('while the address is shared', () => {
  test('follow-ups are held like results', () => {
    expect(formatStep('2026-11-25 14:00', shared(), isMailed)).toBe('remind 2026-11-25');
  });

  test('a case with nothing left to send closes', () => {
    const silent = [rejected('r1', '2026-11-24 10:00', { silent: 'may_not_email' })];
    expect(findStepAt('2026-11-24 11:30', silent, shared())).toEqual({ kind: 'close', reason: 'without_mail' });
  });

  test('nobody is referred: the relay knows people by their address', () => {
    const consented = [...isMailed, consent('granted', 'relay', '2026-11-25 12:00')];
    expect(findStepAt('2026-11-26 11:30', consented, { licence: validLicence }).kind).toBe('refer');
    expect(formatStep('2026-11-26 11:30', shared({ licence: validLicence }), consented)).toBe('remind 2026-11-26');
  });

  test('erasure is not held', () => {
    expect(findStepAt('2026-11-24 11:30', [...facts, fact('erasure.requested', {})], shared()).kind).toBe('erase');
  });
});

test('an address of another makes a case without mails', () => {
  expect(findStepAt('2026-11-24 11:30', facts, ofAnother)).toEqual({ kind: 'close', reason: 'without_mail' });
});

test('the owner of the address gets the mail', () => {
  expect(findStepAt('2026-11-24 14:00', facts).kind).toBe('mail');
});

test.each<[Circumstances, string]>([
  [shared(), 'address_shared'],
  [ofAnother, 'address_of_another'],
])('lists and answers say so: %j', (circumstances, reason) => {
  const file = buildCase(facts, circumstances);
  const description = describeCase(file, tokyo('2026-11-24 10:10'));
  expect([description.mail, description.mayBeMailed]).toEqual([null, false]);
  expect(findNotMailedReason(file, description, 'r1')).toBe(reason);
});
