import { describe, expect, test } from 'vitest';
import { type CaseDescription, describeCase } from './describe-case.ts';
import {
  bounced,
  buildCase,
  type Circumstances,
  closed,
  consent,
  type FactDraft,
  fact,
  hired,
  reapplied,
  rejected,
  sent,
  suppressed,
  tokyo,
  unrejected,
  unsubscribed,
  validLicence,
} from './testing/fixtures.ts';

const r1 = rejected('r1', '2026-11-04 10:20');
const told = [r1, sent('rejection_relay', ['r1'], '2026-11-04')];
const yes = consent('granted', 'relay', '2026-11-05 12:00');
const made = fact('referral.made', { n: 1, entryId: 'case-1:referral:1' });
const undone = unrejected('r1', '2026-11-06 12:00');
const describeAt = (at: string, facts: FactDraft[], circumstances?: Circumstances): CaseDescription =>
  describeCase(buildCase(facts, circumstances), tokyo(at));

test('an open case', () =>
  expect(describeAt('2026-11-04 10:20', [r1])).toEqual({
    state: 'open',
    closedReason: null,
    stage: 'interview',
    next: 'rejection_mail',
    nextAtMs: tokyo('2026-11-04 11:20'),
    consents: { follow_up: 'unknown', relay: 'unknown' },
    relayExpiresAtMs: null,
    relayRenewable: false,
    referral: 'none',
    cancelledRejectionIds: [],
    mayBeMailed: true,
    mail: {
      kind: 'mail',
      mail: 'rejection_relay',
      n: 1,
      rejectionIds: ['r1'],
      stage: 'interview',
      sendsAtMs: tokyo('2026-11-04 11:20'),
      queuedAtMs: tokyo('2026-11-04 11:20'),
      undoUntilMs: tokyo('2026-11-04 11:20'),
      approval: 'not_needed',
      isApproved: false,
      editId: null,
      lastDecision: null,
    },
  }));

test('a closed case', () =>
  expect(describeAt('2026-11-06 12:00', [...told, undone, closed('unrejected')])).toMatchObject({
    state: 'closed',
    closedReason: 'unrejected',
    next: 'none',
    nextAtMs: null,
    cancelledRejectionIds: ['r1'],
    mayBeMailed: false,
    mail: null,
  }));

type Row = [what: string, facts: FactDraft[], expected: Partial<CaseDescription>, circumstances?: Circumstances];
const now = '2026-11-09 12:00';
const rows: Row[] = [
  ['hired: no referral waits', [...told, yes, hired], { referral: 'none', next: 'close' }],
  [
    'kept in the pool only: none either',
    [yes, rejected('r1', '2026-11-04 10:20', { silent: 'private' })],
    { referral: 'none', next: 'close' },
  ],
  ['what is due is due now', [r1], { next: 'rejection_mail', nextAtMs: tokyo(now) }],
  [
    'a closed case with something new to do is open',
    [...told, closed('story_told'), fact('erasure.requested', {})],
    { state: 'open', closedReason: null, next: 'erasure' },
  ],
  [
    'waiting for the licence',
    [...told, yes],
    { referral: 'waiting_for_licence', next: 'referral', consents: { follow_up: 'unknown', relay: 'granted' } },
  ],
  ['about to be referred', [...told, yes], { referral: 'none', next: 'referral' }, { licence: validLicence }],
  ['referred', [...told, yes, made], { referral: 'made' }],
  ['refused', [...told, yes, fact('referral.refused', { n: 1, reason: 'already_referred' })], { referral: 'refused' }],
  ['to be reversed', [...told, yes, made, undone], { referral: 'made', next: 'referral_reversal' }],
  [
    'reversed',
    [...told, yes, made, undone, fact('referral.reversed', { n: 1, entryId: 'case-1:referral:1' })],
    { referral: 'reversed', next: 'close' },
  ],
  [
    'a consent that lapsed',
    [consent('granted', 'relay', '2025-11-09 12:00'), ...told],
    { consents: { follow_up: 'unknown', relay: 'lapsed' } },
  ],
  [
    'the stage of the latest rejection',
    [...told, rejected('r2', '2026-11-09 11:30', { stage: 'final' })],
    { stage: 'final' },
  ],
  ['unsubscribed', [...told, unsubscribed], { mayBeMailed: false, next: 'suppression' }],
  ['unsubscribed before', [unsubscribed, suppressed, ...told], { mayBeMailed: false }],
  ['bounced', [...told, bounced], { mayBeMailed: false }],
  ['hired', [...told, hired], { mayBeMailed: false }],
  ['applied again', [...told, reapplied], { mayBeMailed: false }],
  ['said no', [...told, consent('declined', 'follow_up')], { mayBeMailed: false }],
  ['opt-in without a yes', told, { mayBeMailed: false }, { settings: { basis: 'opt_in' } }],
  ['paused', [...told, fact('case.paused', { until: '2026-11-10' })], { mayBeMailed: false }],
  ['no longer paused', [...told, fact('case.paused', { until: '2026-11-09' })], { mayBeMailed: true }],
  ['no address', [rejected('r1', '2026-11-04 10:20', { silent: 'no_address' })], { mayBeMailed: false }],
];

describe('how it is shown', () => {
  test.each(rows)('%s', (_what, facts, expected, circumstances) =>
    expect(describeAt(now, facts, circumstances)).toMatchObject(expected),
  );
});

test.each([
  ['a yes of last week', yes, '2026-11-12 12:00', false],
  ['a moment before the last three months', yes, '2027-08-05 11:59', false],
  ['in the last three months', yes, '2027-08-05 12:00', true],
  ['a yes that has ended', yes, '2027-11-05 12:00', true],
  ['a no', consent('declined', 'relay', '2026-11-05 12:00'), '2027-10-05 12:00', false],
  ['a withdrawal', consent('withdrawn', 'relay', '2026-11-05 12:00'), '2027-10-05 12:00', false],
])('whether the relay is asked about again: %s', (_, answer, at, renewable) => {
  expect(describeAt(at, [...told, answer]).relayRenewable).toBe(renewable);
});
