import { expect, test } from 'vitest';
import { findExperienceQuestion } from './experience.ts';
import {
  buildCase,
  type Circumstances,
  defaults,
  type FactDraft,
  hired,
  reapplied,
  rejected,
  sent,
  suppressed,
  tokyo,
  unrejected,
  unsubscribed,
} from './testing/fixtures.ts';

// Rejected and told on Wednesday, 4 November 2026.
const r1 = rejected('r1', '2026-11-04 10:20');
const told = [r1, sent('rejection', ['r1'], '2026-11-04')];
const enabled: Circumstances = { settings: { experience: { enabled: true } } };

type Row = [
  name: string,
  at: string,
  facts: FactDraft[],
  isAsked: boolean,
  more?: { answered?: string; elsewhere?: boolean; circumstances?: Circumstances },
];
test.each<Row>([
  ['the day after the result', '2026-11-05 09:00', told, true],
  ['not on the day of the result', '2026-11-04 23:59', told, false],
  ['not before the result', '2026-11-05 09:00', [r1], false],
  ['until sixty days after it', '2027-01-03 12:00', told, true],
  ['not later', '2027-01-04 12:00', told, false],
  ['not where it is off', '2026-11-05 09:00', told, false, { circumstances: { settings: defaults } }],
  ['not within six months of an answer', '2026-11-05 09:00', told, false, { answered: '2026-05-06 12:00' }],
  ['six months after it', '2026-11-05 09:00', told, true, { answered: '2026-05-05 23:00' }],
  ['not while active elsewhere', '2026-11-05 09:00', told, false, { elsewhere: true }],
  ['not while another result is to come', '2026-11-05 09:00', [...told, rejected('r2', '2026-11-05 08:00')], false],
  ['not after another application', '2026-11-05 09:00', [...told, reapplied], false],
  ['not after an offer', '2026-11-05 09:00', [...told, hired], false],
  ['not after an un-rejection', '2026-11-06 09:00', [...told, unrejected('r1', '2026-11-05 12:00')], false],
  ['who stopped all mails, since it is no mail', '2026-11-05 09:00', [...told, unsubscribed, suppressed], true],
  [
    'whose result the ATS sent',
    '2026-11-05 11:00',
    [rejected('r1', '2026-11-04 10:20', { noResult: 'sent_by_ats' })],
    true,
  ],
])('%s', (_name, at, facts, isAsked, { answered, elsewhere = false, circumstances = enabled } = {}) => {
  const question = findExperienceQuestion(buildCase(facts, circumstances), tokyo(at), {
    lastAnsweredAtMs: answered === undefined ? null : tokyo(answered),
    isActiveElsewhere: elsewhere,
  });
  expect(question).toEqual(isAsked ? { stage: 'interview' } : null);
});
