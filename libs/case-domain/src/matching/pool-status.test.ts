import { describe, expect, test } from 'vitest';
import {
  bounced,
  buildCase,
  complained,
  consent,
  type FactDraft,
  fact,
  formatTokyo,
  hired,
  rejected,
  tokyo,
  unrejected,
  unsubscribed,
} from '../testing/fixtures.ts';
import { readPoolStatus } from './index.ts';

const referred = (n = 1, at = '2026-11-06 12:00') => fact('referral.made', { n, entryId: `entry-${n}` }, at);
const oldEvidence = { method: 'page', textVersion: 'relay-ja-2026-11', textHash: 'h', locale: 'ja' } as const;
const oldRelayConsent = fact('consent.granted', { consent: 'relay', evidence: oldEvidence });
const reversed = (n = 1) => fact('referral.reversed', { n, entryId: `reversal-${n}` });
const inPool = [rejected('r1', '2026-11-04 10:00'), consent('granted', 'relay'), referred()];

const formatStatus = (drafts: readonly FactDraft[], at = '2026-11-24 11:00') => {
  const status = readPoolStatus(buildCase(drafts).facts, tokyo(at));
  if (status.state === 'closed') return status.state;
  return `${status.state} since ${formatTokyo(status.waitingSinceMs)} until ${formatTokyo(status.consentExpiresAtMs)}`;
};
const open = 'open since 2026-11-06 12:00 until 2027-11-05 12:00';

test('a referred candidate is in the pool, with the case of the referral and the stage of the latest rejection', () => {
  const facts = buildCase([...inPool, rejected('r2', '2026-11-10 10:00', { stage: 'documents' })]).facts;
  expect(readPoolStatus(facts, tokyo('2026-11-24 11:00'))).toEqual({
    state: 'open',
    pausedUntil: null,
    caseId: 'case-1',
    stage: 'documents',
    waitingSinceMs: tokyo('2026-11-06 12:00'),
    consentExpiresAtMs: tokyo('2027-11-05 12:00'),
  });
});

test('a relay consent after unsubscribing brings the candidate back', () => {
  expect(formatStatus([...inPool, unsubscribed, consent('granted', 'relay', '2026-11-20 12:00')])).toBe(
    'open since 2026-11-20 12:00 until 2027-11-20 12:00',
  );
});

describe('a candidate is not in the pool', () => {
  test.each<[string, readonly FactDraft[]]>([
    ['without a consent', [inPool[0] as FactDraft, referred()]],
    [
      'with the follow-up consent only',
      [rejected('r1', '2026-11-04 10:00'), consent('granted', 'follow_up'), referred()],
    ],
    ['without a referral', inPool.slice(0, 2)],
    ['after a withdrawal', [...inPool, consent('withdrawn', 'relay')]],
    ['after the referral was reversed', [...inPool, reversed()]],
    ['after the rejection was cancelled', [...inPool, unrejected('r1', '2026-11-07 10:00')]],
    ['once hired', [...inPool, hired]],
    ['after a bounce', [...inPool, bounced]],
    ['after a complaint', [...inPool, complained]],
    ['after unsubscribing', [...inPool, unsubscribed]],
    [
      'after unsubscribing, although consented to follow-ups',
      [...inPool, unsubscribed, consent('granted', 'follow_up')],
    ],
    ['after unsubscribing and a consent whose text names no mails', [...inPool, unsubscribed, oldRelayConsent]],
    ['after asking for erasure', [...inPool, fact('erasure.requested', {})]],
    ['after erasure', [...inPool, fact('erasure.requested', {}), fact('erasure.done', {})]],
    [
      'with a referral from before an erasure',
      [
        ...inPool,
        fact('erasure.requested', {}),
        fact('erasure.done', {}),
        rejected('r2', '2026-11-10 10:00'),
        consent('granted', 'relay'),
      ],
    ],
  ])('%s', (_name, drafts) => {
    expect(formatStatus(inPool)).toBe(open);
    expect(formatStatus(drafts)).toBe('closed');
  });

  test('from the instant at which the consent expires', () => {
    expect(formatStatus(inPool, '2027-11-05 11:59')).toBe(open);
    expect(formatStatus(inPool, '2027-11-05 12:00')).toBe('closed');
  });
});

test('after a withdrawal the wait starts with the new consent', () => {
  const consentedAgain = [
    ...inPool,
    consent('withdrawn', 'relay', '2026-11-08 12:00'),
    consent('granted', 'relay', '2026-11-09 12:00'),
  ];
  expect(formatStatus(consentedAgain)).toBe('open since 2026-11-09 12:00 until 2027-11-09 12:00');
});

test('after expiry the wait starts with the new consent; a renewal in time keeps the wait', () => {
  const consentAgainAt = (at: string) => formatStatus([...inPool, consent('granted', 'relay', at)], '2027-12-24 11:00');
  expect(consentAgainAt('2027-12-09 12:00')).toBe('open since 2027-12-09 12:00 until 2028-12-09 12:00');
  expect(consentAgainAt('2027-11-05 11:59')).toBe('open since 2026-11-06 12:00 until 2028-11-05 11:59');
});

test('a referral counts even if an earlier one was reversed', () => {
  expect(formatStatus([...inPool, reversed(), referred(2, '2026-11-12 12:00')])).toBe(
    'open since 2026-11-12 12:00 until 2027-11-05 12:00',
  );
});

test('a reversal in another case does not affect this one', () => {
  const facts = buildCase([...inPool, reversed()]).facts;
  const reversedElsewhere = facts.map((item) =>
    item.kind === 'referral.reversed' ? { ...item, caseId: 'case-2' } : item,
  );
  expect(readPoolStatus(reversedElsewhere, tokyo('2026-11-24 11:00')).state).toBe('open');
});

test('a pause lasts until its date, or until it is resumed', () => {
  const paused = [...inPool, fact('case.paused', { until: '2026-12-24' })];
  expect(formatStatus(paused)).toBe(open.replace('open', 'paused'));
  expect(formatStatus(paused, '2026-12-23 23:59')).toBe(open.replace('open', 'paused'));
  expect(formatStatus(paused, '2026-12-24 00:00')).toBe(open);
  expect(formatStatus([...paused, fact('case.resumed', {})])).toBe(open);
});
