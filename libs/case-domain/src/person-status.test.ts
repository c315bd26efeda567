import { expect, test } from 'vitest';
import { readPersonStatus } from './person-status.ts';
import {
  bounced,
  buildCase,
  closed,
  complained,
  consent,
  type FactDraft,
  hired,
  reapplied,
  rejected,
  tokyo,
  unrejected,
  unsubscribed,
} from './testing/fixtures.ts';

const one = rejected('1', '2026-11-04 10:00');
const yes = consent('granted', 'relay');

test.each<[string, FactDraft[], string, boolean, string?]>([
  ['nobody was rejected yet', [], 'open', false],
  ['a rejection', [one], 'open', false],
  ['a yes to the relay', [one, yes], 'open', false, 'granted'],
  ['unsubscribed', [one, unsubscribed], 'withdrawn', true],
  ['no more follow-ups', [one, consent('withdrawn', 'follow_up')], 'withdrawn', true],
  ['never wanted any', [one, consent('declined', 'follow_up')], 'withdrawn', true],
  ['out of the relay', [one, yes, consent('withdrawn', 'relay')], 'withdrawn', false, 'withdrawn'],
  ['no to the relay alone', [one, consent('declined', 'relay')], 'open', false, 'declined'],
  ['an address that is none', [one, bounced], 'open', true],
  ['a complaint', [one, complained], 'open', true],
  ['hired, whatever else', [one, unsubscribed, reapplied, hired, closed('hired')], 'hired', true],
  ['applied again', [one, reapplied], 'reapplied', false],
  ['rejected after having applied again', [one, reapplied, rejected('2', '2027-03-01 10:00')], 'open', false],
  ['told to its end', [one, closed('story_told')], 'closed', false],
  ['unsubscribed, and closed by it', [one, unsubscribed, closed('unsubscribed')], 'withdrawn', true],
  ['rejected again after the end', [one, closed('story_told'), rejected('2', '2027-12-01 10:00')], 'open', false],
  ['taken back', [one, unrejected('1', '2026-11-05 10:00')], 'closed', false],
])('%s', (_what, drafts, status, isUnsubscribed, relayConsent = 'unknown') => {
  expect(readPersonStatus(buildCase(drafts).facts, tokyo('2026-12-01 10:00'))).toEqual({
    status,
    unsubscribed: isUnsubscribed,
    relayConsent,
  });
});

test('a yes to the relay lapses', () => {
  const { facts } = buildCase([one, yes]);
  expect(readPersonStatus(facts, tokyo('2028-01-01 10:00')).relayConsent).toBe('lapsed');
});
