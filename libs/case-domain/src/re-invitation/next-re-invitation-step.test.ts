import { companySettings } from '@goen/contracts/internal';
import type { ReInvitationFact, ReInvitationFactKind } from '@goen/contracts/workflow';
import { describe, expect, it, test } from 'vitest';
import { tokyo } from '../testing/fixtures.ts';
import { findInterestDueDate } from './after-interest.ts';
import { nextReInvitationStep } from './next-re-invitation-step.ts';
import type { ReInvitationFile } from './plan-mail.ts';
import { findNextReInvitationMail } from './re-invitation-facts.ts';
import type { ReInvitationStep } from './re-invitation-step.ts';

const { hours } = companySettings.parse({ sender: { name: 'A', fromAddress: 'a@example.com' } });
/** A Tuesday. */
const start = '2026-11-24 11:00';

type Row = readonly [string, readonly Draft[], string, string, Partial<ReInvitationFile>?];
type Draft = readonly [kind: ReInvitationFactKind, data?: object, at?: string];
const toFacts = (drafts: readonly Draft[]): ReInvitationFact[] =>
  drafts.map(
    ([kind, data = {}, at = start], index) =>
      ({ seq: index + 1, kind, at: new Date(tokyo(at)).toISOString(), data }) as ReInvitationFact,
  );
const fill = (rows: readonly Row[]) =>
  rows.map(([name, drafts, at, expected, change = {}]) => [name, drafts, at, expected, change] as const);
const decide = (drafts: readonly Draft[], at: string, change: Partial<ReInvitationFile> = {}) =>
  format(
    nextReInvitationStep(
      {
        facts: toFacts(drafts),
        createdAtMs: tokyo(start),
        hours,
        approval: 'automatic',
        areMailsPaused: false,
        block: null,
        isPositionOpen: true,
        ...change,
      },
      tokyo(at),
    ),
  );
const minute = (ms: number) => new Date(ms + 9 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
function format(step: ReInvitationStep): string {
  if (step.kind === 'wait') return `wait ${step.next} ${minute(step.untilMs)}`;
  if (step.kind === 'send') return `send ${step.mail} ${step.n}`;
  if (step.kind === 'close') return `close ${step.ended}`;
  return step.kind === 'notify_owner' ? `notify_owner ${step.reminder}` : step.kind;
}

const mailSent = (mail: string, n = 1, at = start): Draft => [
  'mail.sent',
  { n, mail, messageId: 'm', date: at.slice(0, 10) },
  at,
];
const skipped = (mail: string, reason: string, n = 1, date = '2026-11-24'): Draft => [
  'mail.skipped',
  { n, mail, reason, date },
];
const decided = (kind: ReInvitationFactKind, mail = 're_invitation', at = start): Draft => [
  kind,
  { mail, by: 'k', editId: null, digest: 'd' },
  at,
];
const invited = mailSent('re_invitation');
const reminded = mailSent('re_invitation_reminder', 2, '2026-12-01 11:00');
const answer = (value: string, at = start): Draft => ['candidate.answered', { answer: value, askAgainOn: null }, at];
const notified = (reminder: number): Draft => ['owner.notified', { reminder, messageId: null, date: '2026-11-24' }];
const replied = (reply: 'talk' | 'regret', at = start): Draft => [
  'company.replied',
  { reply, by: 'k', editId: null },
  at,
];
const unsubscribed = { reason: 'unsubscribed', until: null } as const;

describe('before the mail leaves', () => {
  it.each(
    fill([
      ['inside the window', [], start, 'send re_invitation 1'],
      ['in the evening', [], '2026-11-24 19:00', 'wait invitation 2026-11-25 10:00'],
      ['at a weekend', [], '2026-11-28 12:00', 'wait invitation 2026-11-30 10:00'],
      [
        'the daily limit was used up',
        [skipped('re_invitation', 'daily_limit')],
        start,
        'wait invitation 2026-11-25 10:00',
      ],
      [
        'the next day it is another mail',
        [skipped('re_invitation', 'daily_limit')],
        '2026-11-25 10:00',
        'send re_invitation 2',
      ],
      ['the address was refused', [skipped('re_invitation', 'suppressed')], start, 'close not_reachable'],
      ['the position closed', [], start, 'close position_closed', { isPositionOpen: false }],
      ['they may not be written to any more', [], start, 'close not_allowed', { block: unsubscribed }],
      ['it could not leave in 14 days', [], '2026-12-08 11:00', 'close not_reachable'],
      ['cancelled', [decided('mail.cancelled')], start, 'close cancelled'],
      ['erased', [['candidate.withdrew']], start, 'close withdrawn'],
      ['applied before it left', [['candidate.reapplied', { at: start }]], start, 'close reapplied'],
      ['closed', [['re_invitation.closed', { ended: 'cancelled' }]], start, 'none'],
      ['not approved: the step reminds the members', [], start, 'send re_invitation 1', { approval: 'required' }],
      [
        'once a day',
        [['approval.reminded', { date: '2026-11-24' }]],
        start,
        'wait approval 2026-11-25 10:00',
        { approval: 'required' },
      ],
      ['approved', [decided('mail.approved')], start, 'send re_invitation 1', { approval: 'required' }],
      ['held', [decided('mail.held')], start, 'wait approval 2026-12-24 11:00'],
      ['released', [decided('mail.held'), decided('mail.released')], start, 'send re_invitation 1'],
      ['never approved', [], '2026-12-24 11:00', 'close not_approved', { approval: 'required' }],
    ]),
  )('%s', (_name, drafts, at, expected, change) => {
    expect(decide(drafts, at, change)).toBe(expected);
  });
});

describe('while it waits for the answer', () => {
  it.each(
    fill([
      ['reminds after seven days', [invited], start, 'wait reminder 2026-12-01 11:00'],
      ['once', [invited], '2026-12-01 11:00', 'send re_invitation_reminder 2'],
      ['then waits', [invited, reminded], '2026-12-01 11:00', 'wait answer 2026-12-15 11:00'],
      [
        'does not remind who unsubscribed',
        [invited],
        '2026-12-01 11:00',
        'wait answer 2026-12-15 11:00',
        { block: unsubscribed },
      ],
      [
        'a cancelled reminder',
        [invited, decided('mail.cancelled', 're_invitation_reminder')],
        start,
        'wait answer 2026-12-15 11:00',
      ],
      ['expires after three weeks', [invited, reminded], '2026-12-15 11:00', 'close no_answer'],
      ['the position closed', [invited], start, 'close position_closed', { isPositionOpen: false }],
      ['not now', [invited, answer('not_now')], start, 'close not_now'],
      ['no more', [invited, answer('no_more')], start, 'close no_more'],
    ]),
  )('%s', (_name, drafts, at, expected, change) => {
    expect(decide(drafts, at, change)).toBe(expected);
  });
});

describe('after an interest', () => {
  const interested = [invited, answer('interested')];
  it.each(
    fill([
      ['notifies its owner at once', interested, '2026-11-24 22:00', 'notify_owner 0'],
      ['waits until it is due', [...interested, notified(0)], start, 'wait company 2026-11-26 10:00'],
      ['reminds on that day', [...interested, notified(0)], '2026-11-26 10:00', 'notify_owner 1'],
      ['reminds when it is overdue', [...interested, notified(0), notified(1)], '2026-11-27 10:00', 'notify_owner 2'],
      ['and once more', [...interested, ...[0, 1, 2].map(notified)], '2026-12-03 10:00', 'notify_owner 3'],
      [
        'then waits',
        [...interested, ...[0, 1, 2, 3].map(notified)],
        '2026-12-03 10:00',
        'wait company 2026-12-24 11:00',
      ],
      ['ends unanswered', [...interested, ...[0, 1, 2, 3].map(notified)], '2026-12-24 11:00', 'close unanswered'],
      [
        'goes on when the position closed',
        [...interested, notified(0)],
        '2026-11-26 10:00',
        'notify_owner 1',
        { isPositionOpen: false },
      ],
      ['an answer that changed', [...interested, answer('not_now')], start, 'close not_now'],
      ['let us talk', [...interested, notified(0), replied('talk')], start, 'send re_invitation_talk 2'],
      ['in the window', [...interested, replied('talk')], '2026-11-24 19:00', 'wait reply 2026-11-25 10:00'],
      ['no', [...interested, replied('regret')], start, 'send re_invitation_regret 2'],
      ['talking', [...interested, replied('talk'), mailSent('re_invitation_talk', 2)], start, 'close talking'],
      ['declined', [...interested, replied('regret'), mailSent('re_invitation_regret', 2)], start, 'close declined'],
      [
        'a reply that nobody approves',
        [...interested, replied('talk')],
        '2026-12-24 11:00',
        'close unanswered',
        { approval: 'required' },
      ],
      ['applied meanwhile', [...interested, ['candidate.reapplied', { at: start }]], start, 'close reapplied'],
    ]),
  )('%s', (_name, drafts, at, expected, change) => {
    expect(decide(drafts, at, change)).toBe(expected);
  });
});

test.each([
  ['2026-11-24 22:00', '2026-11-26'],
  ['2026-11-26 11:00', '2026-11-30'],
  ['2026-11-28 11:00', '2026-12-01'],
  ['2026-12-27 11:00', '2027-01-04'],
])('an interest of %s is due on %s, two business days later', (at, expected) => {
  expect(findInterestDueDate(tokyo(at), hours)).toBe(expected);
});

test.each<readonly [readonly Draft[], string | null]>([
  [[], 're_invitation'],
  [[invited], 're_invitation_reminder'],
  [[invited, reminded], null],
  [[invited, answer('interested')], null],
  [[invited, answer('interested'), replied('talk')], 're_invitation_talk'],
  [[invited, answer('interested'), replied('talk'), mailSent('re_invitation_talk', 2)], null],
  [[invited, answer('no_more')], null],
  [[decided('mail.cancelled')], null],
  [[['candidate.withdrew']], null],
])('the next mail after %j is %s', (drafts, expected) => {
  expect(findNextReInvitationMail(toFacts(drafts))).toBe(expected);
});
