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
const reversed = (n = 1) => fact('referral.reversed', { n, entryId: `reversal-${n}` });
const inPool = [rejected('r1', '2026-11-04 10:00'), consent('granted', 'relay'), referred()];

const standing = (drafts: readonly FactDraft[], at = '2026-11-24 11:00') => {
  const found = readPoolStatus(buildCase(drafts).facts, tokyo(at));
  if (found.state === 'closed') return found.state;
  return `${found.state} since ${formatTokyo(found.waitingSinceMs)} until ${formatTokyo(found.consentExpiresAtMs)}`;
};
const open = 'open since 2026-11-06 12:00 until 2027-11-05 12:00';

test('who consented and was referred is in the pool, of the case and the stage that they came to', () => {
  const facts = buildCase([...inPool, rejected('r2', '2026-11-10 10:00', { stage: 'documents' })]).facts;
  expect(readPoolStatus(facts, tokyo('2026-11-24 11:00'))).toEqual({
    state: 'open',
    pausedUntil: null,
    caseId: 'case-1',
    stage: 'interview',
    waitingSinceMs: tokyo('2026-11-06 12:00'),
    consentExpiresAtMs: tokyo('2027-11-05 12:00'),
  });
});

describe('nobody is in the pool', () => {
  test.each<[string, readonly FactDraft[]]>([
    ['without a consent', [inPool[0] as FactDraft, referred()]],
    ['by the consent to follow-ups', [rejected('r1', '2026-11-04 10:00'), consent('granted', 'follow_up'), referred()]],
    ['without a referral', inPool.slice(0, 2)],
    ['after a withdrawal', [...inPool, consent('withdrawn', 'relay')]],
    ['after the referral was taken back', [...inPool, reversed()]],
    ['when the rejection was taken back', [...inPool, unrejected('r1', '2026-11-07 10:00')]],
    ['once hired', [...inPool, hired]],
    ['who can’t be reached', [...inPool, bounced]],
    ['who complained', [...inPool, complained]],
    ['who wants no such mail', [...inPool, unsubscribed]],
    ['who wants their data erased', [...inPool, fact('erasure.requested', {})]],
    ['whose data was erased', [...inPool, fact('erasure.requested', {}), fact('erasure.done', {})]],
    [
      'by what was before an erasure',
      [
        ...inPool,
        fact('erasure.requested', {}),
        fact('erasure.done', {}),
        rejected('r2', '2026-11-10 10:00'),
        consent('granted', 'relay'),
      ],
    ],
  ])('%s', (_name, drafts) => {
    expect(standing(inPool)).toBe(open);
    expect(standing(drafts)).toBe('closed');
  });

  test('from the moment on that the consent lapses', () => {
    expect(standing(inPool, '2027-11-05 11:59')).toBe(open);
    expect(standing(inPool, '2027-11-05 12:00')).toBe('closed');
  });
});

test('who withdrew and consents again waits from then on', () => {
  const again = [
    ...inPool,
    consent('withdrawn', 'relay', '2026-11-08 12:00'),
    consent('granted', 'relay', '2026-11-09 12:00'),
  ];
  expect(standing(again)).toBe('open since 2026-11-09 12:00 until 2027-11-09 12:00');
});

test('so does who consents again after the yes lapsed; who renews it in time waits on', () => {
  const again = (at: string) => standing([...inPool, consent('granted', 'relay', at)], '2027-12-24 11:00');
  expect(again('2027-12-09 12:00')).toBe('open since 2027-12-09 12:00 until 2028-12-09 12:00');
  expect(again('2027-11-05 11:59')).toBe('open since 2026-11-06 12:00 until 2028-11-05 11:59');
});

test('a referral made again counts; that another was reversed does not', () => {
  expect(standing([...inPool, reversed(), referred(2, '2026-11-12 12:00')])).toBe(
    'open since 2026-11-12 12:00 until 2027-11-05 12:00',
  );
});

test('a reversal in another case takes nothing from this one', () => {
  const facts = buildCase([...inPool, reversed()]).facts;
  const elsewhere = facts.map((one) => (one.kind === 'referral.reversed' ? { ...one, caseId: 'case-2' } : one));
  expect(readPoolStatus(elsewhere, tokyo('2026-11-24 11:00')).state).toBe('open');
});

test('a pause lasts to its day, or until it is taken back', () => {
  const paused = [...inPool, fact('case.paused', { until: '2026-12-24' })];
  expect(standing(paused)).toBe(open.replace('open', 'paused'));
  expect(standing(paused, '2026-12-23 23:59')).toBe(open.replace('open', 'paused'));
  expect(standing(paused, '2026-12-24 00:00')).toBe(open);
  expect(standing([...paused, fact('case.resumed', {})])).toBe(open);
});
