import { companySettings } from '@goen/contracts/internal';
import type { IntroductionFact } from '@goen/contracts/workflow';
import { expect, it } from 'vitest';
import { parseInstantMs } from '../calendar.ts';
import { nextIntroductionStep } from './next-introduction-step.ts';

const { hours } = companySettings.parse({ sender: { name: 'A', fromAddress: 'a@example.com' } });
const start = '2026-11-24T11:00:00+09:00';
const toFacts = (entries: readonly (readonly [string, object])[]): IntroductionFact[] =>
  entries.map(([kind, data], index) => ({ seq: index + 1, kind, at: start, data }) as IntroductionFact);

const hired = (joinedOn?: string) => ['company.reported', { report: 'hired', by: 'k', joinedOn }] as const;
const closed = (ended: string) => ['introduction.closed', { ended }] as const;
const corrected = (joinedOn: string) => ['hire.corrected', { joinedOn, by: 'k' }] as const;
const employment = (stillEmployed: boolean | null) =>
  ['employment.reported', { stillEmployed, leftOn: null, dismissed: false, by: 'k' }] as const;
const wait = (until: string) => ({ kind: 'wait', untilMs: parseInstantMs(until), next: 'employment_question' });

it.each<[string, readonly (readonly [string, object])[], string, object]>([
  ['waits half a year', [hired('2027-04-01'), closed('hired')], start, wait('2027-10-01T10:00:00+09:00')],
  ['asks then', [hired('2027-04-01'), closed('hired')], '2027-10-01T10:00:00+09:00', { kind: 'ask_employment' }],
  [
    'counts from a corrected date',
    [hired('2027-04-01'), closed('hired'), corrected('2027-05-31')],
    '2027-10-01T10:00:00+09:00',
    wait('2027-11-30T10:00:00+09:00'),
  ],
  [
    'asks once',
    [hired('2027-04-01'), closed('hired'), ['employment.asked', { messageId: 'm' }]],
    '2027-10-02T10:00:00+09:00',
    { kind: 'none' },
  ],
  [
    'does not ask who said that the person left',
    [hired('2027-04-01'), closed('hired'), employment(false)],
    '2027-10-01T10:00:00+09:00',
    { kind: 'none' },
  ],
  [
    'asks who said early that the person is there',
    [hired('2027-04-01'), closed('hired'), employment(true)],
    '2027-10-01T10:00:00+09:00',
    { kind: 'ask_employment' },
  ],
  ['does not ask a year later', [hired('2027-04-01'), closed('hired')], '2028-04-01T00:00:00+09:00', { kind: 'none' }],
  ['does not ask about a hire without a date', [hired(), closed('hired')], start, { kind: 'none' }],
  ['does not ask without a hire', [closed('no_answer')], start, { kind: 'none' }],
])('after a hire: %s', (_name, facts, at, step) => {
  const input = {
    facts: toFacts(facts),
    hours,
    approval: 'automatic' as const,
    areMailsPaused: false,
    isReceiverSuspended: false,
    hasValidConsent: true,
    canBeAsked: true,
    pausedUntil: null,
    isLicenceValid: true,
    isPositionOpen: true,
  };
  expect(nextIntroductionStep(input, parseInstantMs(at))).toEqual(step);
});
