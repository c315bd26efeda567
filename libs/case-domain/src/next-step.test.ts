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
  offerEnded,
  reapplied,
  rejected,
  sent,
  suppressed,
  unrejected,
  unsubscribed,
} from './testing/fixtures.ts';

const r1 = rejected('r1', '2026-11-04 10:20');
const answered = [r1, sent('rejection_relay', ['r1'], '2026-11-04')];
const erase = fact('erasure.requested', {});
const erased = fact('erasure.done', {});
const r2 = rejected('r2', '2026-12-01 10:00');
const unrejection = unrejected('r1', '2026-11-05 12:00');

type Row = [name: string, at: string, facts: FactDraft[], expected: string];
const rows: Row[] = [
  ['a case without a rejection closes', '2026-11-06 12:00', [], 'close without_mail'],
  ['erasure goes first', '2026-11-06 12:00', [...answered, unsubscribed, unrejection, erase], 'erase'],
  ['erased: closes', '2026-11-06 12:00', [...answered, unsubscribed, erase, erased], 'close erased'],
  ['erased and closed: nothing to do', '2026-11-06 12:00', [...answered, erase, erased, closed('erased')], 'none'],
  ['erasure after closing', '2028-11-06 12:00', [...answered, closed('story_told'), erase], 'erase'],
  ['erased after closing', '2028-11-06 12:00', [...answered, closed('story_told'), erase, erased], 'none'],
  [
    'an earlier erasure does not end a case of a later application',
    '2026-11-04 11:20',
    [consent('granted', 'relay'), erase, erased, r1],
    'rejection_relay r1',
  ],
  ['unsubscribed: mail-service records the suppression', '2026-11-06 12:00', [...answered, unsubscribed], 'suppress'],
  [
    'unsubscribed and suppressed: closes',
    '2026-11-06 12:00',
    [...answered, unsubscribed, suppressed],
    'close unsubscribed',
  ],
  ['unsubscribed after closing', '2028-11-06 12:00', [...answered, closed('story_told'), unsubscribed], 'suppress'],
  [
    'unsubscribed before the result mail: it is still sent',
    '2026-11-04 10:30',
    [unsubscribed, suppressed, r1],
    'wait rejection_mail 2026-11-04',
  ],
  ['a bounce', '2026-11-06 12:00', [...answered, bounced], 'close address_unusable'],
  ['a bounce before the result', '2026-11-04 11:20', [bounced, r1], 'close address_unusable'],
  ['a complaint', '2026-11-06 12:00', [...answered, complained], 'close address_unusable'],
  ['hired', '2026-11-06 12:00', [...answered, hired], 'close hired'],
  ['an offer that ends revives no mail', '2026-11-06 12:00', [r1, hired, offerEnded], 'close without_mail'],
  ['also when its end is reported first', '2026-11-06 12:00', [r1, offerEnded, hired], 'close without_mail'],
  ['rejected again after it', '2026-12-01 12:00', [r1, hired, offerEnded, r2], 'rejection_relay r2'],
  ['rejected after an offer ended', '2026-12-01 12:00', [hired, offerEnded, r2], 'rejection_relay r2'],
  ['an offer told late that was over before', '2026-12-01 12:00', [r2, hired, offerEnded], 'rejection_relay r2'],
  ['mailed before the offer', '2026-11-06 12:00', [...answered, hired, offerEnded], 'wait relay_reminder 2026-11-11'],
  ['applied again', '2026-11-06 12:00', [...answered, reapplied], 'close reapplied'],
  ['applied again, then rejected again', '2026-12-01 12:00', [...answered, reapplied, r2], 'rejection_relay r2'],
  ['un-rejected after the mail', '2026-11-06 12:00', [...answered, unrejection], 'close unrejected'],
  ['closed', '2026-11-06 12:00', [...answered, unrejection, closed('unrejected')], 'none'],
  ['closed: nothing that falls due later is sent', '2028-11-06 12:00', [...answered, closed('story_told')], 'none'],
  [
    'a rejection after closing reopens the case',
    '2026-12-01 12:00',
    [...answered, unrejection, closed('unrejected'), r2],
    'rejection_relay r2',
  ],
  [
    'a cancelled rejection after closing closes the case again',
    '2026-12-01 12:00',
    [...answered, unrejection, closed('unrejected'), r2, unrejected('r2', '2026-12-01 10:30')],
    'close unrejected',
  ],
  [
    'the latest application un-rejected beside an older rejection: in selection again, no follow-up',
    '2026-11-10 12:00',
    [
      r1,
      sent('rejection', ['r1'], '2026-11-05'),
      r2,
      sent('rejection', ['r2'], '2026-12-02', 2),
      unrejected('r2', '2026-12-03 10:00'),
    ],
    'close unrejected',
  ],
];

describe('the order of steps and the reasons for closing', () => {
  test.each(rows)('%s', (_name, at, facts, expected) => expect(formatStep(findStepAt(at, facts))).toBe(expected));
});

test('facts are ordered by seq, whatever their order in the list and their times', () => {
  const facts = [
    ...answered,
    fact('case.paused', { until: '2027-06-01' }, '2027-01-01 00:00'),
    fact('case.resumed', {}, '2026-01-01 00:00'),
  ];
  expect(formatStep(findStepAt('2027-05-06 17:59', facts))).toBe('first_follow_up r1');
});
