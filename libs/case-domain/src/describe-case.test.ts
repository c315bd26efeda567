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
const answered = [r1, sent('rejection_relay', ['r1'], '2026-11-04')];
const relayConsent = consent('granted', 'relay', '2026-11-05 12:00');
const referral = fact('referral.made', { n: 1, entryId: 'case-1:referral:1' });
const unrejection = unrejected('r1', '2026-11-06 12:00');
const describeAt = (at: string, facts: FactDraft[], circumstances?: Circumstances): CaseDescription =>
  describeCase(buildCase(facts, circumstances), tokyo(at));

test('describes an open case', () =>
  expect(describeAt('2026-11-04 10:20', [r1])).toEqual({
    state: 'open',
    closedReason: null,
    stage: 'interview',
    next: 'rejection_mail',
    step: { kind: 'wait', untilMs: tokyo('2026-11-04 11:20'), next: 'rejection_mail' },
    nextAtMs: tokyo('2026-11-04 11:20'),
    consents: { follow_up: 'unknown', relay: 'unknown' },
    relayExpiresAtMs: null,
    relayRenewable: false,
    referral: 'none',
    registrationExpiresAtMs: null,
    hasLiveRejection: true,
    cancelledRejectionIds: [],
    stoppedMails: { followUps: false, introductions: false, invitations: false },
    addressUnusable: false,
    feedback: { kind: 'unavailable' },
    preferences: { frequency: 'half_yearly', jobCategories: [], onlyOpenings: false },
    keeping: { kind: 'unconfirmed' },
    keepUntil: null,
    isAskedToRenew: false,
    isToldOfErasure: true,
    mayBeMailed: true,
    invitableFrom: '2026-12-04',
    mail: {
      kind: 'mail',
      mail: 'rejection_relay',
      n: 1,
      rejectionIds: ['r1'],
      stage: 'interview',
      sendsAtMs: tokyo('2026-11-04 11:20'),
      queuedAtMs: tokyo('2026-11-04 11:20'),
      wantedMs: null,
      undoUntilMs: tokyo('2026-11-04 11:20'),
      approval: 'not_needed',
      isApproved: false,
      editId: null,
      approvedDigest: undefined,
      isSuperseded: false,
      isNoteMissing: false,
      lastDecision: null,
    },
  }));

test.each([
  ['declined', [consent('declined', 'follow_up')]],
  ['withdrawn', [consent('granted', 'follow_up'), consent('withdrawn', 'follow_up')]],
  ['unsubscribed', [unsubscribed]],
])('what the person refused is not in the queue: %s', (_name, refusal) =>
  expect(describeAt('2026-11-06 12:00', [...answered, ...refusal])).toMatchObject({ mail: null, mayBeMailed: false }),
);

test('describes a closed case', () =>
  expect(describeAt('2026-11-06 12:00', [...answered, unrejection, closed('unrejected')])).toMatchObject({
    state: 'closed',
    closedReason: 'unrejected',
    next: 'none',
    nextAtMs: null,
    cancelledRejectionIds: ['r1'],
    mayBeMailed: false,
    mail: null,
  }));

type Row = [name: string, facts: FactDraft[], expected: Partial<CaseDescription>, circumstances?: Circumstances];
const now = '2026-11-09 12:00';
const rows: Row[] = [
  ['hired: no referral is pending', [...answered, relayConsent, hired], { referral: 'none', next: 'close' }],
  [
    'kept in the pool only: no referral is pending',
    [relayConsent, rejected('r1', '2026-11-04 10:20', { silent: 'private' })],
    { referral: 'none', next: 'close' },
  ],
  ['a due step has the current time', [r1], { next: 'rejection_mail', nextAtMs: tokyo(now) }],
  [
    'a closed case with a new step is open',
    [...answered, closed('story_told'), fact('erasure.requested', {})],
    { state: 'open', closedReason: null, next: 'erasure' },
  ],
  [
    'waiting for the licence',
    [...answered, relayConsent],
    { referral: 'waiting_for_licence', next: 'referral', consents: { follow_up: 'unknown', relay: 'granted' } },
  ],
  [
    'about to be referred',
    [...answered, relayConsent],
    { referral: 'none', next: 'referral' },
    { licence: validLicence },
  ],
  ['referred', [...answered, relayConsent, referral], { referral: 'made' }],
  [
    'refused',
    [...answered, relayConsent, fact('referral.refused', { n: 1, reason: 'already_referred' })],
    { referral: 'refused' },
  ],
  [
    'to be reversed',
    [...answered, relayConsent, referral, unrejection],
    { referral: 'made', next: 'referral_reversal' },
  ],
  [
    'reversed',
    [
      ...answered,
      relayConsent,
      referral,
      unrejection,
      fact('referral.reversed', { n: 1, entryId: 'case-1:referral:1' }),
    ],
    { referral: 'reversed', next: 'close' },
  ],
  [
    'an expired consent',
    [consent('granted', 'relay', '2025-11-09 12:00'), ...answered],
    { consents: { follow_up: 'unknown', relay: 'lapsed' } },
  ],
  [
    'the stage of the latest rejection',
    [...answered, rejected('r2', '2026-11-09 11:30', { stage: 'final' })],
    { stage: 'final' },
  ],
  ['unsubscribed', [...answered, unsubscribed], { mayBeMailed: false, next: 'suppression' }],
  ['unsubscribed before', [unsubscribed, suppressed, ...answered], { mayBeMailed: false }],
  ['bounced', [...answered, bounced], { mayBeMailed: false }],
  ['hired', [...answered, hired], { mayBeMailed: false }],
  ['applied again', [...answered, reapplied], { mayBeMailed: false }],
  ['declined follow-ups', [...answered, consent('declined', 'follow_up')], { mayBeMailed: false }],
  ['opt-in without consent', answered, { mayBeMailed: false }, { settings: { basis: 'opt_in' } }],
  ['paused', [...answered, fact('case.paused', { until: '2026-11-10' })], { mayBeMailed: false }],
  ['no longer paused', [...answered, fact('case.paused', { until: '2026-11-09' })], { mayBeMailed: true }],
  ['no address', [rejected('r1', '2026-11-04 10:20', { silent: 'no_address' })], { mayBeMailed: false }],
];

describe('the description', () => {
  test.each(rows)('%s', (_name, facts, expected, circumstances) =>
    expect(describeAt(now, facts, circumstances)).toMatchObject(expected),
  );
});

test.each([
  ['a recent consent', relayConsent, '2026-11-12 12:00', false],
  ['just before the last three months', relayConsent, '2027-08-05 11:59', false],
  ['in the last three months', relayConsent, '2027-08-05 12:00', true],
  ['an expired consent', relayConsent, '2027-11-05 12:00', true],
  ['a refusal', consent('declined', 'relay', '2026-11-05 12:00'), '2027-10-05 12:00', false],
  ['a withdrawal', consent('withdrawn', 'relay', '2026-11-05 12:00'), '2027-10-05 12:00', false],
])('the relay consent is renewable or not: %s', (_name, answer, at, renewable) => {
  expect(describeAt(at, [...answered, answer]).relayRenewable).toBe(renewable);
});
