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

const rejection = rejected('1', '2026-11-04 10:00');
const relayConsented = consent('granted', 'relay');

test.each<[string, FactDraft[], string, boolean, string?]>([
  ['no rejection yet', [], 'open', false],
  ['a rejection', [rejection], 'open', false],
  ['relay consent', [rejection, relayConsented], 'open', false, 'granted'],
  ['unsubscribed', [rejection, unsubscribed], 'withdrawn', true],
  ['unsubscribed, then consented', [rejection, unsubscribed, consent('granted', 'follow_up')], 'open', false],
  ['withdrew the follow-up consent', [rejection, consent('withdrawn', 'follow_up')], 'withdrawn', true],
  ['declined follow-ups', [rejection, consent('declined', 'follow_up')], 'withdrawn', true],
  [
    'withdrew from the relay',
    [rejection, relayConsented, consent('withdrawn', 'relay')],
    'withdrawn',
    false,
    'withdrawn',
  ],
  ['declined the relay only', [rejection, consent('declined', 'relay')], 'open', false, 'declined'],
  ['a bounce', [rejection, bounced], 'open', true],
  ['a complaint', [rejection, complained], 'open', true],
  ['hired, whatever else happened', [rejection, unsubscribed, reapplied, hired, closed('hired')], 'hired', true],
  ['applied again', [rejection, reapplied], 'reapplied', false],
  ['rejected after having applied again', [rejection, reapplied, rejected('2', '2027-03-01 10:00')], 'open', false],
  ['closed after the last follow-up', [rejection, closed('story_told')], 'closed', false],
  ['unsubscribed and closed', [rejection, unsubscribed, closed('unsubscribed')], 'withdrawn', true],
  ['rejected again after closing', [rejection, closed('story_told'), rejected('2', '2027-12-01 10:00')], 'open', false],
  ['un-rejected', [rejection, unrejected('1', '2026-11-05 10:00')], 'closed', false],
  [
    'a later application un-rejected',
    [rejection, rejected('2', '2026-11-20 10:00'), unrejected('2', '2026-11-25 10:00')],
    'closed',
    false,
  ],
  [
    'an earlier application un-rejected',
    [rejection, rejected('2', '2026-11-20 10:00'), unrejected('1', '2026-11-25 10:00')],
    'open',
    false,
  ],
])('%s', (_name, drafts, status, isUnsubscribed, relayConsent = 'unknown') => {
  expect(readPersonStatus(buildCase(drafts).facts, tokyo('2026-12-01 10:00'))).toEqual({
    status,
    unsubscribed: isUnsubscribed,
    relayConsent,
  });
});

test('the relay consent expires', () => {
  const { facts } = buildCase([rejection, relayConsented]);
  expect(readPersonStatus(facts, tokyo('2028-01-01 10:00')).relayConsent).toBe('lapsed');
});
