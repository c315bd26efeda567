import type { NotMailedReason } from '@goen/contracts/workflow';
import { expect, test } from 'vitest';
import { describeCase } from './describe-case.ts';
import { findNotMailedReason } from './not-mailed-reason.ts';
import {
  bounced,
  buildCase,
  closed,
  type FactDraft,
  fact,
  held,
  hired,
  offerEnded,
  rejected,
  sent,
  skipped,
  tokyo,
  unrejected,
  unsubscribed,
} from './testing/fixtures.ts';

const reported = '2026-11-04 10:20';
const r1 = rejected('r1', reported);
const findReason = (facts: FactDraft[], rejectionId = 'r1', now = '2026-11-05 12:00'): NotMailedReason | null => {
  const file = buildCase(facts);
  return findNotMailedReason(file, describeCase(file, tokyo(now)), rejectionId);
};

test.each<[name: string, facts: FactDraft[], expected: NotMailedReason | null]>([
  ['a new rejection is mailed', [r1], null],
  ['also when the mail is held', [r1, held('rejection_relay', ['r1'], '2026-11-04 10:30')], null],
  ['also after an unsubscription, which ends regulated mails only', [r1, unsubscribed], null],
  ['a private candidate', [rejected('r1', reported, { silent: 'private' })], 'private'],
  ['a candidate without an address', [rejected('r1', reported, { silent: 'no_address' })], 'no_address'],
  ['an application that was un-rejected', [r1, unrejected('r1', '2026-11-04 10:40')], 'unrejected'],
  ['a rejection that a mail answered', [r1, sent('rejection_relay', ['r1'], '2026-11-04')], 'already_mailed'],
  [
    'a rejection that a mail answered before it was taken back',
    [r1, sent('rejection', ['r1'], '2026-11-04'), unrejected('r1', '2026-11-04 12:40')],
    'already_mailed',
  ],
  ['a mail that was cancelled', [r1, skipped('rejection_relay', ['r1'], 'cancelled', '2026-11-04')], 'cancelled'],
  [
    'an invitation that was refused: the plain result still goes out',
    [r1, skipped('rejection_relay', ['r1'], 'suppressed', '2026-11-04')],
    null,
  ],
  [
    'a plain result that the provider refused',
    [r1, skipped('rejection', ['r1'], 'refused_by_provider', '2026-11-04')],
    'refused_by_provider',
  ],
  ['a candidate who was hired', [r1, hired], 'hired'],
  ['a candidate whose offer has ended', [r1, hired, offerEnded], 'holds_offer'],
  ['an address that bounced', [bounced, r1], 'address_unusable'],
  ['a candidate who asked for erasure', [r1, fact('erasure.requested', {})], 'erased'],
  ['an erased candidate', [r1, fact('erasure.requested', {}), fact('erasure.done', {})], 'erased'],
  ['a rejection of a year ago', [rejected('r1', '2025-11-04 10:20', { acceptedAt: reported })], 'reported_too_late'],
  ['a rejection of an unknown date', [rejected('r1', '2026-11-04 10:20', { noResult: 'undated' })], 'undated'],
  ['a case that was closed', [r1, closed('superseded')], 'case_closed'],
])('%s', (_name, facts, expected) => expect(findReason(facts)).toBe(expected));

test('a rejection that joins a case whose mail is out is mailed; the one before was', () => {
  const facts = [r1, sent('rejection_relay', ['r1'], '2026-11-04'), rejected('r2', '2026-11-05 11:00')];
  expect([findReason(facts, 'r1'), findReason(facts, 'r2')]).toEqual(['already_mailed', null]);
});

test('a rejection that another case took over is not mailed by this one', () => {
  expect(findReason([r1], 'elsewhere')).toBe('case_closed');
});
