import { describe, expect, test } from 'vitest';
import {
  bounced,
  closed,
  complained,
  consent,
  type FactDraft,
  fact,
  findStepAt,
  formatStep,
  hired,
  reapplied,
  rejected,
  sent,
  suppressed,
  unrejected,
  unsubscribed,
} from './testing/fixtures.ts';

const r1 = rejected('r1', '2026-11-04 10:20');
const told = [r1, sent('rejection_relay', ['r1'], '2026-11-04')];
const erase = fact('erasure.requested', {});
const erased = fact('erasure.done', {});
const r2 = rejected('r2', '2026-12-01 10:00');
const undone = unrejected('r1', '2026-11-05 12:00');

type Row = [what: string, at: string, facts: FactDraft[], expected: string];
const rows: Row[] = [
  ['a case without a rejection has nothing to tell', '2026-11-06 12:00', [], 'close without_mail'],
  ['erasure comes before all', '2026-11-06 12:00', [...told, unsubscribed, undone, erase], 'erase'],
  ['erased', '2026-11-06 12:00', [...told, unsubscribed, erase, erased], 'close erased'],
  ['erased and closed', '2026-11-06 12:00', [...told, erase, erased, closed('erased')], 'none'],
  ['erasure after closing', '2028-11-06 12:00', [...told, closed('story_told'), erase], 'erase'],
  ['erased after closing', '2028-11-06 12:00', [...told, closed('story_told'), erase, erased], 'none'],
  [
    'an earlier erasure does not end a later application',
    '2026-11-04 11:20',
    [consent('granted', 'relay'), erase, erased, r1],
    'rejection_relay r1',
  ],
  ['mail-service learns of an unsubscription', '2026-11-06 12:00', [...told, unsubscribed], 'suppress'],
  ['then the case ends', '2026-11-06 12:00', [...told, unsubscribed, suppressed], 'close unsubscribed'],
  ['unsubscribed after closing', '2028-11-06 12:00', [...told, closed('story_told'), unsubscribed], 'suppress'],
  [
    'unsubscribed with a result untold',
    '2026-11-04 10:30',
    [unsubscribed, suppressed, r1],
    'wait rejection_mail 2026-11-04',
  ],
  ['a bounce', '2026-11-06 12:00', [...told, bounced], 'close address_unusable'],
  ['a bounce before the result', '2026-11-04 11:20', [bounced, r1], 'close address_unusable'],
  ['a complaint', '2026-11-06 12:00', [...told, complained], 'close address_unusable'],
  ['hired', '2026-11-06 12:00', [...told, hired], 'close hired'],
  ['applied again', '2026-11-06 12:00', [...told, reapplied], 'close reapplied'],
  ['applied again, then rejected again', '2026-12-01 12:00', [...told, reapplied, r2], 'rejection_relay r2'],
  ['un-rejected after the mail', '2026-11-06 12:00', [...told, undone], 'close unrejected'],
  ['closed', '2026-11-06 12:00', [...told, undone, closed('unrejected')], 'none'],
  ['closed, whatever came due since', '2028-11-06 12:00', [...told, closed('story_told')], 'none'],
  [
    'a rejection after closing opens the case again',
    '2026-12-01 12:00',
    [...told, undone, closed('unrejected'), r2],
    'rejection_relay r2',
  ],
  [
    'one that was cancelled at once closes it again',
    '2026-12-01 12:00',
    [...told, undone, closed('unrejected'), r2, unrejected('r2', '2026-12-01 10:30')],
    'close unrejected',
  ],
];

describe('what comes first, and what ends a case', () => {
  test.each(rows)('%s', (_what, at, facts, expected) => expect(formatStep(findStepAt(at, facts))).toBe(expected));
});

test('the order is that of seq, however the facts are given and whatever their times say', () => {
  const facts = [
    ...told,
    fact('case.paused', { until: '2027-06-01' }, '2027-01-01 00:00'),
    fact('case.resumed', {}, '2026-01-01 00:00'),
  ];
  expect(formatStep(findStepAt('2027-05-06 17:59', facts))).toBe('first_follow_up r1');
});
