import { describe, expect, it } from 'vitest';
import { parseInstantMs } from '../calendar.ts';
import { buildFacts, buildInput, start } from '../testing/introduction-fixtures.ts';
import { findNextIntroductionMail, readIntroductionApproval } from './introduction-approval.ts';
import { nextIntroductionStep } from './next-introduction-step.ts';

describe('where the referring company approves mails', () => {
  const decided = (kind: string, at = start, mail = 'introduction_request'): [string, string, object] => [
    kind,
    at,
    { mail, by: '採用 太郎', editId: null, digest: 'd' },
  ];
  const later = '2026-12-17T11:00:00+09:00';
  const wait = (until: string, next: string) => ({ kind: 'wait', untilMs: parseInstantMs(until), next });
  const reminded: [string, string, object] = ['approval.reminded', start, { date: '2026-11-24' }];
  const askedReminder = buildFacts('credit.held', 'candidate.asked');
  const asked = (kind: string) => decided(kind, start, 'introduction_reminder');
  it.each([
    ['the first step reminds the recruiters', buildFacts('credit.held'), start, { kind: 'ask', n: 1 }],
    ['then it waits', buildFacts('credit.held', reminded), start, wait('2026-11-25T10:00:00+09:00', 'approval')],
    ['approved: asks', buildFacts('credit.held', reminded, decided('mail.approved')), start, { kind: 'ask', n: 1 }],
    [
      'held: waits',
      buildFacts('credit.held', decided('mail.held')),
      start,
      wait('2026-11-25T10:00:00+09:00', 'approval'),
    ],
    [
      'approved, then held: waits',
      buildFacts('credit.held', decided('mail.approved'), decided('mail.held')),
      start,
      wait('2026-11-25T10:00:00+09:00', 'approval'),
    ],
    [
      'approved, then edited: waits',
      buildFacts('credit.held', reminded, decided('mail.approved'), decided('mail.edited')),
      start,
      wait('2026-11-25T10:00:00+09:00', 'approval'),
    ],
    [
      'approved, held and released: asks',
      buildFacts('credit.held', decided('mail.approved'), decided('mail.held'), decided('mail.released')),
      start,
      { kind: 'ask', n: 1 },
    ],
    [
      'approved after 23 days: still asks',
      buildFacts('credit.held', decided('mail.approved', later)),
      later,
      { kind: 'ask', n: 1 },
    ],
    ['no decision after 23 days: still waits', buildFacts('credit.held'), later, { kind: 'ask', n: 1 }],
    [
      'no decision in 30 days: releases the credit',
      buildFacts('credit.held'),
      '2026-12-24T11:00:00+09:00',
      { kind: 'release_credit', ended: 'not_reachable' },
    ],
    [
      'cancelled: releases the credit',
      buildFacts('credit.held', decided('mail.cancelled')),
      start,
      { kind: 'release_credit', ended: 'not_reachable' },
    ],
    [
      'the fourteen days run from the mail',
      buildFacts(
        'credit.held',
        decided('mail.approved', later),
        ['candidate.asked', later],
        ['candidate.reminded', later],
      ),
      '2026-12-20T11:00:00+09:00',
      wait('2027-01-01T00:00:00+09:00', 'answer'),
    ],
    [
      'an approval of the request is none of the reminder',
      askedReminder,
      '2026-12-01T11:00:00+09:00',
      { kind: 'remind', n: 1 },
    ],
    [
      'a cancelled reminder is not sent',
      [...askedReminder, ...buildFacts('credit.held', 'candidate.asked', asked('mail.cancelled')).slice(2)],
      '2026-12-01T11:00:00+09:00',
      wait('2026-12-09T00:00:00+09:00', 'answer'),
    ],
  ])('%s', (_name, facts, at, step) => {
    expect(nextIntroductionStep(buildInput(facts, { approval: 'required' }), parseInstantMs(at))).toEqual(step);
  });

  it.each([
    ['automatic, never approved', [], 'automatic', 'not_needed'],
    ['required', [], 'required', 'awaiting'],
    ['approved', [decided('mail.approved')], 'required', 'approved'],
    ['an approval that lapsed', [decided('mail.approved'), decided('mail.approval_lapsed')], 'automatic', 'awaiting'],
    [
      'approved again',
      [decided('mail.approved'), decided('mail.approval_lapsed'), decided('mail.approved')],
      'automatic',
      'approved',
    ],
    ['held', [decided('mail.approved'), decided('mail.held')], 'automatic', 'held'],
    ['a decision about the reminder', [asked('mail.approved')], 'required', 'awaiting'],
  ] as const)('the state of a request: %s', (_name, facts, setting, state) => {
    const request = readIntroductionApproval(buildFacts('credit.held', ...facts), setting, 'introduction_request');
    expect(request.state).toBe(state);
  });
});

it.each<[string, Parameters<typeof buildFacts>, string | null]>([
  ['before the hold', [], null],
  ['with the hold', ['credit.held'], 'introduction_request'],
  ['asked', ['credit.held', 'candidate.asked'], 'introduction_reminder'],
  ['reminded', ['credit.held', 'candidate.asked', 'candidate.reminded'], null],
  ['accepted', ['credit.held', 'candidate.asked', 'candidate.accepted'], null],
  ['declined', ['credit.held', 'candidate.asked', 'candidate.declined'], null],
  ['withdrawn', ['credit.held', 'candidate.asked', 'candidate.withdrew'], null],
  ['ending', ['credit.held', 'introduction.ending'], null],
  ['closed', ['credit.held', 'introduction.closed'], null],
  ['cancelled', ['credit.held', ['mail.cancelled', start, { mail: 'introduction_request', by: 'x' }]], null],
])('the next mail to the candidate: %s', (_, facts, mail) => {
  expect(findNextIntroductionMail(buildFacts(...facts))).toBe(mail);
});
