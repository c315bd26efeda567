import { describe, expect, test } from 'vitest';
import { findApprovedEditId } from './approval.ts';
import { describeCase } from './describe-case.ts';
import { nextStep } from './next-step.ts';
import {
  approved,
  buildCase,
  type Circumstances,
  type FactDraft,
  findStepAt,
  formatStep,
  formatTokyo,
  held,
  rejected,
  released,
  sent,
  skipped,
  tokyo,
  unrejected,
} from './testing/fixtures.ts';

const required = { settings: { approval: 'required' } } as const;
const reminded = { settings: { approval: 'required', recruiterEmail: 'saiyo@example.com' } } as const;
const relay = 'rejection_relay';
/** Accepted on Wednesday; due at 11:20. */
const r1 = rejected('r1', '2026-11-04 10:20');
const r2 = rejected('r2', '2026-11-04 10:30');
const yes = approved(relay, ['r1'], '2026-11-04 10:30');
const hold = held(relay, ['r1'], '2026-11-04 10:40');
const told = [r1, sent(relay, ['r1'], '2026-11-04')];

type Row = [what: string, at: string, facts: FactDraft[], expected: string, circumstances?: Circumstances];
const rows: Row[] = [
  ['without a yes it waits for its moment', '2026-11-04 10:30', [r1], 'wait rejection_mail 2026-11-04'],
  ['and then for the next sending day', '2026-11-04 11:20', [r1], 'wait rejection_mail 2026-11-05'],
  ['over a weekend', '2026-11-06 14:59', [r1], 'wait rejection_mail 2026-11-09'],
  ['with a yes it goes at its moment', '2026-11-04 11:20', [r1, yes], `${relay} r1`],
  ['not before', '2026-11-04 11:19', [r1, yes], 'wait rejection_mail 2026-11-04'],
  [
    'a yes after its moment does not bring it back to the slot that it missed',
    '2026-11-04 12:01',
    [r1, approved(relay, ['r1'], '2026-11-04 12:00')],
    'wait rejection_mail 2026-11-05',
  ],
  ['it goes in the next one', '2026-11-05 17:59', [r1, approved(relay, ['r1'], '2026-11-04 12:00')], `${relay} r1`],
  [
    'a yes in the night lets it go in the slot of the day',
    '2026-11-06 09:00',
    [r1, approved(relay, ['r1'], '2026-11-06 02:00')],
    'wait rejection_mail 2026-11-06',
  ],
  ['what overslept its moment with a yes goes at once', '2026-11-05 10:00', [r1, yes], `${relay} r1`],
  [
    'a yes to another kind is none',
    '2026-11-04 11:20',
    [r1, approved('rejection', ['r1'], '2026-11-04 10:30')],
    'wait rejection_mail 2026-11-05',
  ],
  ['when a rejection joins it is asked again', '2026-11-04 11:30', [r1, yes, r2], 'wait rejection_mail 2026-11-05'],
  [
    'when one is taken back, too',
    '2026-11-04 11:40',
    [r1, r2, approved(relay, ['r1', 'r2'], '2026-11-04 10:40'), unrejected('r2', '2026-11-04 11:00')],
    'wait rejection_mail 2026-11-05',
  ],
  [
    'the plain version instead of the invitation is asked for again',
    '2026-11-05 10:00',
    [r1, yes, skipped(relay, ['r1'], 'suppressed', '2026-11-04')],
    'wait rejection_mail 2026-11-05',
  ],
  [
    'a yes outlives the day’s limit: the mail did not go',
    '2027-05-07 14:59',
    [
      ...told,
      approved('first_follow_up', ['r1'], '2026-12-01 10:00'),
      skipped('first_follow_up', ['r1'], 'daily_limit', '2027-05-06', 2),
    ],
    'first_follow_up r1',
  ],
  ['held it waits without a date', '2026-11-04 11:20', [r1, hold], 'wait rejection_mail 2026-11-11'],
  ['also with a yes before', '2026-11-04 11:20', [r1, yes, hold], 'wait rejection_mail 2026-11-11'],
  [
    'and with a yes after',
    '2026-11-04 11:20',
    [r1, hold, approved(relay, ['r1'], '2026-11-04 11:00')],
    'wait rejection_mail 2026-11-11',
  ],
  [
    'released it goes by the yes that it has',
    '2026-11-04 11:20',
    [r1, yes, hold, released(relay, ['r1'], '2026-11-04 11:00')],
    `${relay} r1`,
  ],
  ['a hold stays when a rejection joins', '2026-11-04 11:30', [r1, hold, r2], 'wait rejection_mail 2026-11-11'],
  [
    'a hold holds the other version, too',
    '2026-11-04 11:30',
    [r1, held('rejection', ['r1'], '2026-11-04 10:40')],
    'wait rejection_mail 2026-11-11',
  ],
  ['a hold holds also where none is asked', '2026-11-04 11:30', [r1, hold], 'wait rejection_mail 2026-11-11', {}],
  ['without the setting it goes by itself', '2026-11-04 11:20', [r1], `${relay} r1`, {}],
  [
    'a yes that came late keeps nothing once none is asked',
    '2026-11-04 12:30',
    [r1, approved(relay, ['r1'], '2026-11-04 12:00')],
    `${relay} r1`,
    {},
  ],
  ['what waited goes in its next slot once none is asked', '2026-11-05 10:00', [r1], `${relay} r1`, {}],
  [
    'cancelled it is told, and the story goes on',
    '2026-11-04 11:20',
    [r1, skipped(relay, ['r1'], 'cancelled', '2026-11-04')],
    'wait first_follow_up 2027-05-06',
  ],
  [
    'a rejection after a cancelled mail is answered alone',
    '2026-11-04 11:30',
    [r1, skipped(relay, ['r1'], 'cancelled', '2026-11-04'), r2],
    `${relay} r2`,
    {},
  ],
  [
    'without invitation the plain version goes',
    '2026-11-04 11:20',
    [r1],
    'rejection r1',
    { settings: { invitesWithRejection: false } },
  ],
  [
    'and nobody is reminded of none',
    '2026-11-04 12:00',
    [r1, sent('rejection', ['r1'], '2026-11-04')],
    'wait first_follow_up 2027-05-06',
    { settings: { invitesWithRejection: false } },
  ],
  ['a recruiter is told when it misses its moment', '2026-11-04 11:20', [r1], 'remind_recruiter', reminded],
  ['not before', '2026-11-04 11:19', [r1], 'wait rejection_mail 2026-11-04', reminded],
  [
    'not twice a day',
    '2026-11-04 11:20',
    [r1],
    'wait rejection_mail 2026-11-05',
    { ...reminded, remindedOn: '2026-11-04' },
  ],
  ['again on the next', '2026-11-05 17:59', [r1], 'remind_recruiter', { ...reminded, remindedOn: '2026-11-04' }],
  ['not at night', '2026-11-04 22:00', [r1], 'wait rejection_mail 2026-11-05', reminded],
  [
    'not of what is approved',
    '2026-11-04 12:01',
    [r1, approved(relay, ['r1'], '2026-11-04 12:00')],
    'wait rejection_mail 2026-11-05',
    reminded,
  ],
  ['not of what is held', '2026-11-04 11:20', [r1, hold], 'wait rejection_mail 2026-11-11', reminded],
];

describe('a mail that a person lets go', () => {
  test.each(rows)('%s', (_what, at, facts, expected, circumstances = required) =>
    expect(formatStep(findStepAt(at, facts, circumstances))).toBe(expected),
  );

  test('each day it is put off to its own moment of the slot', () => {
    const moments: string[] = [];
    let now = '2026-11-04 10:20';
    for (let n = 0; n < 4; n += 1) {
      const step = nextStep(buildCase([r1], required), tokyo(now));
      now = step.kind === 'wait' ? formatTokyo(step.untilMs + 60_000) : now;
      moments.push(now.slice(0, 10));
    }
    expect(moments).toEqual(['2026-11-04', '2026-11-05', '2026-11-06', '2026-11-09']);
  });
});

describe('how it is shown', () => {
  const mailAt = (at: string, facts: FactDraft[], circumstances: Circumstances = required) =>
    describeCase(buildCase(facts, circumstances), tokyo(at)).mail;

  test('awaiting, approved, held, or by itself', () => {
    const states = [[r1], [r1, yes], [r1, yes, hold]].map((facts) => mailAt('2026-11-04 10:50', facts)?.approval);
    expect(states).toEqual(['awaiting', 'approved', 'held']);
    expect(mailAt('2026-11-04 10:50', [r1], {})?.approval).toBe('not_needed');
  });

  test('with when it goes, until when it can be undone, who decided, and no date while it is held', () => {
    expect(mailAt('2026-11-04 10:50', [r1, yes])).toMatchObject({
      sendsAtMs: tokyo('2026-11-04 11:20'),
      undoUntilMs: tokyo('2026-11-04 11:20'),
      lastDecision: { by: '採用 太郎', atMs: tokyo('2026-11-04 10:30') },
    });
    const moved = mailAt('2026-11-04 11:30', [r1]);
    expect(formatTokyo(moved?.sendsAtMs ?? 0).slice(0, 10)).toBe('2026-11-05');
    expect(mailAt('2026-11-04 11:30', [r1, hold])).toMatchObject({ sendsAtMs: null, isApproved: false });
    expect(describeCase(buildCase([r1, hold], required), tokyo('2026-11-04 11:30')).nextAtMs).toBeNull();
  });

  test('the next mail alone; none once the story is told', () => {
    expect(mailAt('2026-11-05 10:00', told)).toMatchObject({ mail: 'relay_reminder', undoUntilMs: null });
    const all = [
      ...told,
      sent('first_follow_up', ['r1'], '2027-05-06', 2),
      sent('second_follow_up', ['r1'], '2027-11-04', 3),
    ];
    expect(mailAt('2027-11-05 10:00', all)).toBeNull();
  });

  test('an edit is that of the last yes to exactly this mail', () => {
    const editId = 'c0ffee00-0000-4000-8000-000000000000';
    const edited = approved(relay, ['r1'], '2026-11-04 10:30', { editId });
    const editOf = (...facts: FactDraft[]) =>
      findApprovedEditId(buildCase(facts), { mail: relay, rejectionIds: ['r1'] });
    expect([editOf(r1), editOf(r1, edited), editOf(r1, edited, yes)]).toEqual([null, editId, null]);
    expect(findApprovedEditId(buildCase([r1, edited]), { mail: 'rejection', rejectionIds: ['r1'] })).toBeNull();
  });
});
