import { describe, expect, test } from 'vitest';
import { findApprovedContent } from './approval.ts';
import { describeCase } from './describe-case.ts';
import { nextStep } from './next-step.ts';
import {
  approved,
  buildCase,
  type Circumstances,
  consent,
  edited,
  type FactDraft,
  findStepAt,
  formatStep,
  formatTokyo,
  held,
  lapsed,
  rejected,
  released,
  sent,
  skipped,
  tokyo,
  unrejected,
} from './testing/fixtures.ts';

const approvalRequired = { settings: { approval: 'required' } } as const;
const withReminders = { settings: { approval: 'required', recruiterEmail: 'saiyo@example.com' } } as const;
const relay = 'rejection_relay';
/** Accepted on a Wednesday; its mail is due at 11:20. */
const r1 = rejected('r1', '2026-11-04 10:20');
const r2 = rejected('r2', '2026-11-04 10:30');
const approval = approved(relay, ['r1'], '2026-11-04 10:30');
const hold = held(relay, ['r1'], '2026-11-04 10:40');
const answered = [r1, sent(relay, ['r1'], '2026-11-04')];

type Row = [name: string, at: string, facts: FactDraft[], expected: string, circumstances?: Circumstances];
const automatic: Circumstances = { settings: { approval: 'automatic' } };
/** What was approved without being required is not replaced either. */
const automaticRows: Row[] = [
  ['automatic, never approved: sent', '2026-11-04 11:20', [r1], `${relay} r1`, automatic],
  ['automatic, approved: sent', '2026-11-04 11:20', [r1, approval], `${relay} r1`, automatic],
  ...(
    [
      ['the approval lapsed', [r1, approval, lapsed(relay, ['r1'])], automatic],
      ['it was edited', [r1, approval, edited(relay, ['r1'], '2026-11-04 10:35')], automatic],
      ['a rejection was added', [r1, approval, r2], automatic],
      ['invitations are switched off', [r1, approval], { settings: { invitesWithRejection: false } }],
      ['the relay is switched off', [r1, approval], { settings: { takesPartInRelay: false } }],
      ['the invitation was skipped', [r1, approval, skipped(relay, ['r1'], 'no_basis', '2026-11-04')], automatic],
      ['the candidate answered the relay', [r1, approval, consent('declined', 'relay')], automatic],
    ] as const
  ).map(
    ([name, facts, circumstances]): Row => [
      `automatic, approved, but ${name}: it waits for a new approval`,
      '2026-11-04 11:50',
      [...facts],
      'wait rejection_mail 2026-11-05',
      circumstances,
    ],
  ),
];
const rows: Row[] = [
  ['an unapproved mail waits for its due time', '2026-11-04 10:30', [r1], 'wait rejection_mail 2026-11-04'],
  [
    'unapproved when due, it waits for the next sending day',
    '2026-11-04 11:20',
    [r1],
    'wait rejection_mail 2026-11-05',
  ],
  ['it waits over a weekend', '2026-11-06 14:59', [r1], 'wait rejection_mail 2026-11-09'],
  ['an approved mail is sent when it is due', '2026-11-04 11:20', [r1, approval], `${relay} r1`],
  [
    'an approved mail is not sent before it is due',
    '2026-11-04 11:19',
    [r1, approval],
    'wait rejection_mail 2026-11-04',
  ],
  [
    'a mail approved after its due time is not sent in the sending window that it missed',
    '2026-11-04 12:01',
    [r1, approved(relay, ['r1'], '2026-11-04 12:00')],
    'wait rejection_mail 2026-11-05',
  ],
  [
    'a mail approved late is sent in the next sending window',
    '2026-11-05 17:59',
    [r1, approved(relay, ['r1'], '2026-11-04 12:00')],
    `${relay} r1`,
  ],
  [
    'a mail approved at night is sent in the sending window of that day',
    '2026-11-06 09:00',
    [r1, approved(relay, ['r1'], '2026-11-06 02:00')],
    'wait rejection_mail 2026-11-06',
  ],
  ['an overdue approved mail is sent immediately', '2026-11-05 10:00', [r1, approval], `${relay} r1`],
  [
    'an approval of another kind does not count',
    '2026-11-04 11:20',
    [r1, approved('rejection', ['r1'], '2026-11-04 10:30')],
    'wait rejection_mail 2026-11-05',
  ],
  ['an added rejection needs a new approval', '2026-11-04 11:30', [r1, approval, r2], 'wait rejection_mail 2026-11-05'],
  [
    'a cancelled rejection needs a new approval',
    '2026-11-04 11:40',
    [r1, r2, approved(relay, ['r1', 'r2'], '2026-11-04 10:40'), unrejected('r2', '2026-11-04 11:00')],
    'wait rejection_mail 2026-11-05',
  ],
  [
    'the plain version in place of the invitation needs a new approval',
    '2026-11-05 10:00',
    [r1, approval, skipped(relay, ['r1'], 'suppressed', '2026-11-04')],
    'wait rejection_mail 2026-11-05',
  ],
  [
    'an approval stays valid when the daily limit skipped the mail',
    '2027-05-07 14:59',
    [
      ...answered,
      approved('first_follow_up', ['r1'], '2026-12-01 10:00'),
      skipped('first_follow_up', ['r1'], 'daily_limit', '2027-05-06', 2),
    ],
    'first_follow_up r1',
  ],
  [
    'a lapsed approval does not count',
    '2026-11-04 11:20',
    [r1, approval, lapsed(relay, ['r1'])],
    'wait rejection_mail 2026-11-05',
  ],
  [
    'it is sent once approved again',
    '2026-11-05 17:59',
    [r1, approval, lapsed(relay, ['r1']), approved(relay, ['r1'], '2026-11-04 12:00')],
    `${relay} r1`,
  ],
  ...automaticRows,
  ['a held mail has no date', '2026-11-04 11:20', [r1, hold], 'wait rejection_mail 2026-11-11'],
  [
    'a mail approved before it was held has no date',
    '2026-11-04 11:20',
    [r1, approval, hold],
    'wait rejection_mail 2026-11-11',
  ],
  [
    'a mail approved while it is held has no date',
    '2026-11-04 11:20',
    [r1, hold, approved(relay, ['r1'], '2026-11-04 11:00')],
    'wait rejection_mail 2026-11-11',
  ],
  [
    'a released mail is sent with its earlier approval',
    '2026-11-04 11:20',
    [r1, approval, hold, released(relay, ['r1'], '2026-11-04 11:00')],
    `${relay} r1`,
  ],
  ['a hold stays when a rejection is added', '2026-11-04 11:30', [r1, hold, r2], 'wait rejection_mail 2026-11-11'],
  [
    'a hold applies to the other version as well',
    '2026-11-04 11:30',
    [r1, held('rejection', ['r1'], '2026-11-04 10:40')],
    'wait rejection_mail 2026-11-11',
  ],
  [
    'a hold applies where no approval is required',
    '2026-11-04 11:30',
    [r1, hold],
    'wait rejection_mail 2026-11-11',
    {},
  ],
  ['no approval is needed unless the company requires it', '2026-11-04 11:20', [r1], `${relay} r1`, {}],
  [
    'a late approval delays nothing once no approval is required',
    '2026-11-04 12:30',
    [r1, approved(relay, ['r1'], '2026-11-04 12:00')],
    `${relay} r1`,
    {},
  ],
  [
    'a waiting mail is sent in the next sending window once no approval is required',
    '2026-11-05 10:00',
    [r1],
    `${relay} r1`,
    {},
  ],
  [
    'after a cancelled mail the case goes on with the follow-ups',
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
    'the plain version is sent when the company does not invite to the relay',
    '2026-11-04 11:20',
    [r1],
    'rejection r1',
    { settings: { invitesWithRejection: false } },
  ],
  [
    'without an invitation there is no reminder',
    '2026-11-04 12:00',
    [r1, sent('rejection', ['r1'], '2026-11-04')],
    'wait first_follow_up 2027-05-06',
    { settings: { invitesWithRejection: false } },
  ],
  [
    'the recruiters are reminded when an unapproved mail is due',
    '2026-11-04 11:20',
    [r1],
    'remind_recruiter',
    withReminders,
  ],
  [
    'the recruiters are not reminded before the mail is due',
    '2026-11-04 11:19',
    [r1],
    'wait rejection_mail 2026-11-04',
    withReminders,
  ],
  [
    'the recruiters are not reminded twice a day',
    '2026-11-04 11:20',
    [r1],
    'wait rejection_mail 2026-11-05',
    { ...withReminders, remindedOn: '2026-11-04' },
  ],
  [
    'the recruiters are reminded again the next day',
    '2026-11-05 17:59',
    [r1],
    'remind_recruiter',
    { ...withReminders, remindedOn: '2026-11-04' },
  ],
  [
    'the recruiters are not reminded at night',
    '2026-11-04 22:00',
    [r1],
    'wait rejection_mail 2026-11-05',
    withReminders,
  ],
  [
    'the recruiters are not reminded of an approved mail',
    '2026-11-04 12:01',
    [r1, approved(relay, ['r1'], '2026-11-04 12:00')],
    'wait rejection_mail 2026-11-05',
    withReminders,
  ],
  [
    'the recruiters are not reminded of a held mail',
    '2026-11-04 11:20',
    [r1, hold],
    'wait rejection_mail 2026-11-11',
    withReminders,
  ],
];

describe('mails that need an approval', () => {
  test.each(rows)('%s', (_name, at, facts, expected, circumstances = approvalRequired) =>
    expect(formatStep(findStepAt(at, facts, circumstances))).toBe(expected),
  );

  test('an unapproved mail is postponed from day to day', () => {
    const dates: string[] = [];
    let time = '2026-11-04 10:20';
    for (let n = 0; n < 4; n += 1) {
      const step = nextStep(buildCase([r1], approvalRequired), tokyo(time));
      time = step.kind === 'wait' ? formatTokyo(step.untilMs + 60_000) : time;
      dates.push(time.slice(0, 10));
    }
    expect(dates).toEqual(['2026-11-04', '2026-11-05', '2026-11-06', '2026-11-09']);
  });
});

describe('the described mail', () => {
  const mailAt = (at: string, facts: FactDraft[], circumstances: Circumstances = approvalRequired) =>
    describeCase(buildCase(facts, circumstances), tokyo(at)).mail;

  test('shows whether it awaits approval, is approved, is held, or needs none', () => {
    const states = [[r1], [r1, approval], [r1, approval, hold]].map(
      (facts) => mailAt('2026-11-04 10:50', facts)?.approval,
    );
    expect(states).toEqual(['awaiting', 'approved', 'held']);
    expect(mailAt('2026-11-04 10:50', [r1], {})?.approval).toBe('not_needed');
  });

  test('shows when it is sent, the end of the undo window and the last decision, but no date while it is held', () => {
    expect(mailAt('2026-11-04 10:50', [r1, approval])).toMatchObject({
      sendsAtMs: tokyo('2026-11-04 11:20'),
      undoUntilMs: tokyo('2026-11-04 11:20'),
      lastDecision: { by: '採用 太郎', atMs: tokyo('2026-11-04 10:30') },
    });
    const moved = mailAt('2026-11-04 11:30', [r1]);
    expect(formatTokyo(moved?.sendsAtMs ?? 0).slice(0, 10)).toBe('2026-11-05');
    expect(mailAt('2026-11-04 11:30', [r1, hold])).toMatchObject({ sendsAtMs: null, isApproved: false });
    expect(describeCase(buildCase([r1, hold], approvalRequired), tokyo('2026-11-04 11:30')).nextAtMs).toBeNull();
  });

  test('is the next mail only, and null when none is left', () => {
    expect(mailAt('2026-11-05 10:00', answered)).toMatchObject({ mail: 'relay_reminder', undoUntilMs: null });
    const allSent = [
      ...answered,
      sent('first_follow_up', ['r1'], '2027-05-06', 2),
      sent('second_follow_up', ['r1'], '2027-11-04', 3),
    ];
    expect(mailAt('2027-11-05 10:00', allSent)).toBeNull();
  });

  test('the edited text is that of the last approval of exactly this mail', () => {
    const editId = 'c0ffee00-0000-4000-8000-000000000000';
    const withText = approved(relay, ['r1'], '2026-11-04 10:30', { editId });
    const later = edited(relay, ['r1'], '2026-11-04 10:40', { editId });
    const findEditId = (...facts: FactDraft[]) =>
      findApprovedContent(buildCase(facts), { mail: relay, rejectionIds: ['r1'] }).editId;
    expect([findEditId(r1), findEditId(r1, withText), findEditId(r1, withText, approval)]).toEqual([
      null,
      editId,
      null,
    ]);
    expect(
      findApprovedContent(buildCase([r1, withText]), { mail: 'rejection', rejectionIds: ['r1'] }).editId,
    ).toBeNull();
    expect(findEditId(r1, withText, lapsed(relay, ['r1']))).toBe(editId);
    expect([findEditId(r1, approval, later), findEditId(r1, later, approval)]).toEqual([editId, null]);
  });
});
