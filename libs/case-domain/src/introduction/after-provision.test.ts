import { describe, expect, it } from 'vitest';
import { parseInstantMs } from '../calendar.ts';
import { buildFacts, buildInput, start } from '../testing/introduction-fixtures.ts';
import { nextIntroductionStep } from './next-introduction-step.ts';

describe('after the hand-over', () => {
  const provided = ['credit.held', 'candidate.asked', 'candidate.accepted', 'profile.provided'];
  const notified = [...provided, 'credit.captured', 'company.told'];
  it.each([
    ['spends the credit', buildFacts(...provided), start, { kind: 'capture_credit' }],
    ['notifies the company', buildFacts(...provided, 'credit.captured'), start, { kind: 'tell_company' }],
    [
      'waits for a report of the company',
      buildFacts(...notified),
      start,
      { kind: 'wait', untilMs: parseInstantMs('2026-12-01T11:00:00+09:00'), next: 'report' },
    ],
    [
      'ends when the person stops the use of their data',
      buildFacts(...notified, 'candidate.stopped_use'),
      start,
      { kind: 'close', ended: 'withdrawn' },
    ],
    [
      'reminds the company after 7 days',
      buildFacts(...notified),
      '2026-12-01T11:00:00+09:00',
      { kind: 'remind_company', afterDays: 7 },
    ],
    [
      'reminds the company after 14 days',
      buildFacts(...notified, ['company.reminded', '2026-12-01T11:00:00+09:00', { afterDays: 7, messageId: null }]),
      '2026-12-08T11:00:00+09:00',
      { kind: 'remind_company', afterDays: 14 },
    ],
    [
      'sends the latest reminder only when an outage made several due',
      buildFacts(...notified),
      '2026-12-25T11:00:00+09:00',
      { kind: 'remind_company', afterDays: 30 },
    ],
    [
      'closes 90 days after the hand-over when an outage skipped reminders',
      buildFacts(...notified, ['company.reminded', '2026-12-25T11:00:00+09:00', { afterDays: 30, messageId: null }]),
      '2026-12-26T11:00:00+09:00',
      { kind: 'wait', untilMs: parseInstantMs('2027-02-22T11:00:00+09:00'), next: 'report' },
    ],
    [
      'keeps a week between a late reminder and the next one',
      buildFacts(...notified, ['company.reminded', '2026-12-07T11:00:00+09:00', { afterDays: 7, messageId: null }]),
      '2026-12-08T11:00:00+09:00',
      { kind: 'wait', untilMs: parseInstantMs('2026-12-14T11:00:00+09:00'), next: 'report' },
    ],
    [
      'counts the days from the last report',
      buildFacts(...notified, ['company.reported', '2026-12-05T11:00:00+09:00', { report: 'interviewing', by: 'k' }]),
      '2026-12-08T11:00:00+09:00',
      { kind: 'wait', untilMs: parseInstantMs('2026-12-12T11:00:00+09:00'), next: 'report' },
    ],
    [
      'closes on a hire',
      buildFacts(...notified, ['company.reported', start, { report: 'hired', by: 'k' }]),
      start,
      { kind: 'close', ended: 'hired' },
    ],
    [
      'closes when the candidate stops the use',
      buildFacts(...notified, 'candidate.stopped_use'),
      start,
      { kind: 'close', ended: 'withdrawn' },
    ],
  ] as const)('%s', (_, facts, now, step) => {
    expect(nextIntroductionStep(buildInput(facts), parseInstantMs(now))).toEqual(step);
  });

  it('closes when the company never reports', () => {
    const reminders = [7, 14, 30].map((afterDays): [string, string, object] => [
      'company.reminded',
      '2026-12-30T11:00:00+09:00',
      { afterDays, messageId: null },
    ]);
    const facts = buildFacts(...notified, ...reminders);
    expect(nextIntroductionStep(buildInput(facts), parseInstantMs('2027-02-22T11:00:00+09:00'))).toEqual({
      kind: 'close',
      ended: 'no_report',
    });
  });

  it('a consent that ends later changes nothing: the credit stays spent', () => {
    expect(
      nextIntroductionStep(buildInput(buildFacts(...notified), { hasValidConsent: false }), parseInstantMs(start)),
    ).toMatchObject({
      kind: 'wait',
    });
  });
});
