import type { MailPreferences } from '@goen/contracts/workflow';
import { expect, test } from 'vitest';
import { describeCase } from './describe-case.ts';
import {
  bounced,
  buildCase,
  type Circumstances,
  complained,
  consent,
  type FactDraft,
  fact,
  findStepAt,
  formatStep,
  rejected,
  sent,
  suppressed,
  tokyo,
  unsubscribed,
} from './testing/fixtures.ts';

const defaults: MailPreferences = { frequency: 'half_yearly', jobCategories: [], onlyOpenings: false };
const set = (chosen: Partial<MailPreferences>): FactDraft => fact('preferences.set', { ...defaults, ...chosen });

// Rejected on Wednesday, 4 November 2026: follow-ups are due on 6 May 2027 and on 4 November 2027.
const answered = [rejected('r1', '2026-11-04 10:20'), sent('rejection', ['r1'], '2026-11-04')];
const [sales, legal] = [['job_category:sales', 'skill:excel'], ['job_category:legal']];
const yearly = set({ frequency: 'yearly' });
const openings = set({ onlyOpenings: true });
const salesOpenings = set({ onlyOpenings: true, jobCategories: ['job_category:sales'] });

type Row = [name: string, at: string, facts: FactDraft[], openings: string[][], expected: string];
const rows: Row[] = [
  ['nothing chosen', '2026-12-01 12:00', [], [], 'wait first_follow_up 2027-05-06'],
  ['every half-year', '2026-12-01 12:00', [set({})], [], 'wait first_follow_up 2027-05-06'],
  [
    'once a year: the 6-month mail is not planned',
    '2026-12-01 12:00',
    [yearly],
    [],
    'wait second_follow_up 2027-11-04',
  ],
  ['once a year: the 12-month mail is sent', '2027-11-04 17:59', [yearly], [], 'second_follow_up r1'],
  ['the last choice counts', '2026-12-01 12:00', [yearly, set({})], [], 'wait first_follow_up 2027-05-06'],
  ['only openings, none open: planned when one opens', '2026-12-01 12:00', [openings], [], 'wait opening 2027-11-04'],
  ['only openings, one open', '2026-12-01 12:00', [openings], [legal], 'wait second_follow_up 2027-11-04'],
  ['only openings, one open when due', '2027-11-04 17:59', [openings], [legal], 'second_follow_up r1'],
  ['only openings, none open when due: dropped', '2027-11-04 17:59', [openings], [], 'close story_told'],
  [
    'only openings of a category, another open',
    '2026-12-01 12:00',
    [salesOpenings],
    [legal],
    'wait opening 2027-11-04',
  ],
  [
    'only openings of a category, one open',
    '2026-12-01 12:00',
    [salesOpenings],
    [legal, sales],
    'wait second_follow_up 2027-11-04',
  ],
  ['an opening without a category is in none', '2026-12-01 12:00', [salesOpenings], [[]], 'wait opening 2027-11-04'],
  [
    'a category alone stops no mail',
    '2026-12-01 12:00',
    [set({ jobCategories: ['job_category:sales'] })],
    [],
    'wait first_follow_up 2027-05-06',
  ],
  [
    'preferences do not undo a refusal',
    '2026-12-01 12:00',
    [consent('declined', 'follow_up'), openings],
    [legal],
    'wait consent 2027-11-04',
  ],
  ['nor an unsubscription', '2026-12-01 12:00', [unsubscribed, suppressed, yearly], [], 'close unsubscribed'],
  [
    'a choice survives an unsubscription that is undone',
    '2026-12-01 12:00',
    [yearly, unsubscribed, suppressed, consent('granted', 'follow_up')],
    [],
    'wait second_follow_up 2027-11-04',
  ],
  [
    'undoing an unsubscription lifts no bounce',
    '2026-12-01 12:00',
    [unsubscribed, suppressed, bounced, consent('granted', 'follow_up')],
    [],
    'close address_unusable',
  ],
  [
    'and no complaint',
    '2026-12-01 12:00',
    [unsubscribed, suppressed, complained, consent('granted', 'follow_up')],
    [],
    'close address_unusable',
  ],
];

const circumstances = (tags: string[][]): Circumstances => ({ settings: { takesPartInRelay: false }, openings: tags });

test.each(rows)('%s', (_name, at, facts, tags, expected) => {
  expect(formatStep(findStepAt(at, [...answered, ...facts], circumstances(tags)))).toBe(expected);
});

test.each(rows)('page, case and queue agree: %s', (_name, at, facts, tags, expected) => {
  const described = describeCase(buildCase([...answered, ...facts], circumstances(tags)), tokyo(at));
  const planned = ['opening', 'consent', 'close'].every((next) => !expected.includes(next));
  expect(described.mail !== null).toBe(planned || expected.startsWith('second_follow_up'));
});

test('an erasure forgets the choice', () => {
  const again = rejected('r2', '2027-01-13 10:00');
  const erased = [fact('erasure.requested', {}), fact('erasure.done', {})];
  const facts = [...answered, yearly, ...erased, again, sent('rejection', ['r2'], '2027-01-13', 2)];
  expect(formatStep(findStepAt('2027-02-01 12:00', facts, circumstances([])))).toBe('wait first_follow_up 2027-07-13');
});
