import type { FeedbackAnswer } from '@goen/contracts/workflow';
import { describe, expect, test } from 'vitest';
import { describeCase } from './describe-case.ts';
import {
  approved,
  bounced,
  buildCase,
  type Circumstances,
  complained,
  consent,
  defaults,
  type FactDraft,
  fact,
  findStepAt,
  formatStep,
  hired,
  rejected,
  sent,
  skipped,
  suppressed,
  tokyo,
  unrejected,
  unsubscribed,
} from './testing/fixtures.ts';

const enabled: Circumstances = {
  settings: {
    takesPartInRelay: false,
    recruiterEmail: 'saiyo@example.com',
    feedback: { enabled: true, phrases: [], dueBusinessDays: 5 },
  },
};
const withSettings = (settings: Circumstances['settings']): Circumstances => ({
  settings: { ...enabled.settings, ...settings },
});

// Rejected and told on Wednesday, 4 November 2026.
const r1 = rejected('r1', '2026-11-04 10:20');
const answered = [r1, sent('rejection', ['r1'], '2026-11-04')];
const requested = fact('feedback.requested', { requestId: 'f1', rejectionId: 'r1', dueOn: '2026-11-13' });
const answer = (kind: FeedbackAnswer = 'given', ownWords = false, at = '2026-11-09 12:00'): FactDraft =>
  fact('feedback.answered', { requestId: 'f1', rejectionId: 'r1', answer: kind, ownWords, by: '採用 太郎' }, at);
const ofStage = (stage: 'documents' | 'interview' | 'final' | 'other') => [
  rejected('r1', '2026-11-04 10:20', { stage }),
  sent('rejection', ['r1'], '2026-11-04'),
];

const readAt = (at: string, facts: FactDraft[], circumstances = enabled) =>
  describeCase(buildCase(facts, circumstances), tokyo(at)).feedback;

describe('who may ask', () => {
  test.each<[string, string, FactDraft[], string, Circumstances?]>([
    ['after an interview', '2026-11-06 12:00', answered, 'available'],
    ['after the final interview', '2026-11-06 12:00', ofStage('final'), 'available'],
    ['not after the screening of documents', '2026-11-06 12:00', ofStage('documents'), 'unavailable'],
    ['not at an unclear stage', '2026-11-06 12:00', ofStage('other'), 'unavailable'],
    ['not before the result', '2026-11-04 10:30', [r1], 'unavailable'],
    ['on the fourteenth day', '2026-11-18 23:59', answered, 'available'],
    ['not on the fifteenth', '2026-11-19 00:00', answered, 'unavailable'],
    [
      'not while no mail of the company leaves',
      '2026-11-06 12:00',
      answered,
      'unavailable',
      { ...enabled, areMailsPaused: true },
    ],
    ['not where the company has it off', '2026-11-06 12:00', answered, 'unavailable', { settings: defaults }],
    ['who unsubscribed', '2026-11-06 12:00', [...answered, unsubscribed, suppressed], 'available'],
    ['who refused follow-ups', '2026-11-06 12:00', [...answered, consent('declined', 'follow_up')], 'available'],
    ['not after a bounce', '2026-11-06 12:00', [...answered, bounced], 'unavailable'],
    ['not after a complaint', '2026-11-06 12:00', [...answered, complained], 'unavailable'],
    ['not after an offer', '2026-11-06 12:00', [...answered, hired], 'unavailable'],
    [
      'not after an un-rejection',
      '2026-11-06 12:00',
      [...answered, unrejected('r1', '2026-11-05 12:00')],
      'unavailable',
    ],
    [
      'not whose address is shared',
      '2026-11-06 12:00',
      answered,
      'unavailable',
      { ...enabled, addressState: 'shared' },
    ],
    [
      'whose result the ATS sent',
      '2026-11-06 12:00',
      [rejected('r1', '2026-11-04 10:20', { noResult: 'sent_by_ats' })],
      'available',
    ],
    ['only once', '2026-11-06 12:00', [...answered, requested], 'requested'],
    ['not again after the answer', '2026-11-10 12:00', [...answered, requested, answer()], 'answered'],
    [
      'nothing is promised once a member cancelled the answer',
      '2026-11-10 12:00',
      [...answered, requested, answer(), skipped('feedback_answer', ['r1'], 'cancelled', '2026-11-09', 2)],
      'unavailable',
    ],
    [
      'again about a later rejection',
      '2026-11-12 12:00',
      [
        ...answered,
        requested,
        answer(),
        sent('feedback_answer', ['r1'], '2026-11-09', 2),
        rejected('r2', '2026-11-11 10:20'),
        sent('rejection', ['r2'], '2026-11-11', 3),
      ],
      'available',
    ],
    [
      'an open request stays when the company switches it off',
      '2026-11-06 12:00',
      [...answered, requested],
      'requested',
      { settings: defaults },
    ],
  ])('%s', (_name, at, facts, kind, circumstances) => {
    expect(readAt(at, facts, circumstances).kind).toBe(kind);
  });

  test('the answer is due in business days', () => {
    expect(readAt('2026-11-06 12:00', answered)).toEqual({
      kind: 'available',
      rejectionId: 'r1',
      until: '2026-11-18',
      dueOn: '2026-11-13',
    });
  });
});

describe('what the case does', () => {
  test.each<[string, string, FactDraft[], string, Circumstances?]>([
    ['waits for a member until it is due', '2026-11-06 12:00', [requested], 'wait feedback_request 2026-11-13'],
    ['reminds on the day', '2026-11-13 12:00', [requested], 'remind_recruiter'],
    [
      'reminds once a day',
      '2026-11-13 12:00',
      [requested],
      'wait feedback_request 2026-11-16',
      { ...enabled, remindedOn: '2026-11-13' },
    ],
    [
      'and again on the next sending day',
      '2026-11-16 12:00',
      [requested],
      'remind_recruiter',
      { ...enabled, remindedOn: '2026-11-13' },
    ],
    ['phrases leave after the undo window', '2026-11-09 13:00', [requested, answer()], 'feedback_answer r1'],
    [
      'at night: in the next sending window',
      '2026-11-09 20:00',
      [requested, answer('given', false, '2026-11-09 20:00')],
      'wait feedback_answer 2026-11-10',
    ],
    ['and so does a refusal', '2026-11-09 13:00', [requested, answer('refused')], 'feedback_refusal r1'],
    [
      'own words wait for an approval',
      '2026-11-09 12:00',
      [requested, answer('given', true)],
      'wait feedback_answer 2026-11-09',
    ],
    [
      'and leave with it',
      '2026-11-09 13:00',
      [requested, answer('given', true), approved('feedback_answer', ['r1'], '2026-11-09 12:00')],
      'feedback_answer r1',
    ],
    [
      'phrases wait where all mails do',
      '2026-11-09 12:59',
      [requested, answer()],
      'wait feedback_answer 2026-11-09',
      withSettings({ approval: 'required' }),
    ],
    [
      'who unsubscribed gets the answer',
      '2026-11-09 13:00',
      [unsubscribed, suppressed, requested, answer()],
      'feedback_answer r1',
    ],
    [
      'then the case ends as it would have',
      '2026-11-09 12:00',
      [unsubscribed, suppressed, requested, answer(), sent('feedback_answer', ['r1'], '2026-11-09', 2)],
      'close unsubscribed',
    ],
    ['nobody answers after an offer', '2026-11-09 12:00', [requested, answer(), hired], 'close hired'],
    ['nor after a bounce', '2026-11-09 12:00', [requested, answer(), bounced], 'close address_unusable'],
    [
      'an erasure ends it',
      '2026-11-09 12:00',
      [requested, answer(), fact('erasure.requested', {}), fact('erasure.done', {})],
      'close erased',
    ],
  ])('%s', (_name, at, facts, expected, circumstances = enabled) => {
    expect(formatStep(findStepAt(at, [...answered, ...facts], circumstances))).toBe(expected);
  });

  test('own words stand in the queue as waiting, and count as overdue for the recruiters', () => {
    const facts = [...answered, requested, answer('given', true)];
    expect(describeCase(buildCase(facts, enabled), tokyo('2026-11-09 12:00')).mail).toMatchObject({
      mail: 'feedback_answer',
      approval: 'awaiting',
      isSuperseded: true,
    });
    expect(formatStep(findStepAt('2026-11-10 12:00', facts, enabled))).toBe('remind_recruiter');
  });
});
