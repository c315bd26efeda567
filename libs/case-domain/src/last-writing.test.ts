import { expect, test } from 'vitest';
import { findLastWriting } from './last-writing.ts';
import { approved, buildCase, edited, type FactDraft, fact, rejected, tokyo } from './testing/fixtures.ts';

const relay = 'rejection_relay';
const r1 = rejected('r1', '2026-11-04 10:20');
const by = (name: string, editId: string | null) => ({ by: name, editId });
const note = (name: string, at: string, id = 'r1') =>
  fact('note.written', { rejectionId: id, noteId: 'n', by: name }, at);
const answer = (name: string, at: string) =>
  fact('feedback.answered', { requestId: 'q', rejectionId: 'r1', answer: 'given', ownWords: true, by: name }, at);

type Row = [
  name: string,
  facts: FactDraft[],
  expected: [string, string] | null,
  mail?: typeof relay | 'feedback_answer' | 'rejection',
];
const rows: Row[] = [
  ['nobody wrote anything', [], null],
  ['an approval is no writing', [approved(relay, ['r1'], '2026-11-04 10:30', by('A', null))], null],
  ['an edit', [edited(relay, ['r1'], '2026-11-04 10:30', by('A', 'e1'))], ['A', '2026-11-04 10:30']],
  ['approved with an edit', [approved(relay, ['r1'], '2026-11-04 10:30', by('A', 'e1'))], ['A', '2026-11-04 10:30']],
  [
    'another person approves the edit: its writer stays',
    [
      edited(relay, ['r1'], '2026-11-04 10:30', by('A', 'e1')),
      approved(relay, ['r1'], '2026-11-04 10:40', by('B', 'e1')),
    ],
    ['A', '2026-11-04 10:30'],
  ],
  [
    'who takes an edit away writes, too',
    [
      edited(relay, ['r1'], '2026-11-04 10:30', by('A', 'e1')),
      edited(relay, ['r1'], '2026-11-04 10:40', by('B', null)),
    ],
    ['B', '2026-11-04 10:40'],
  ],
  [
    'two edits: the last one',
    [
      edited(relay, ['r1'], '2026-11-04 10:30', by('A', 'e1')),
      edited(relay, ['r1'], '2026-11-04 10:40', by('B', 'e2')),
    ],
    ['B', '2026-11-04 10:40'],
  ],
  ['a personal note', [note('A', '2026-11-04 10:30')], ['A', '2026-11-04 10:30']],
  ['a note of another rejection', [note('A', '2026-11-04 10:30', 'r2')], null],
  [
    'a note after an edit',
    [edited(relay, ['r1'], '2026-11-04 10:30', by('A', 'e1')), note('B', '2026-11-04 10:40')],
    ['B', '2026-11-04 10:40'],
  ],
  [
    'an edit after a note',
    [note('B', '2026-11-04 10:30'), edited(relay, ['r1'], '2026-11-04 10:40', by('A', 'e1'))],
    ['A', '2026-11-04 10:40'],
  ],
  ['an edit of another mail', [edited('rejection', ['r1'], '2026-11-04 10:30', by('A', 'e1'))], null],
  ['an edit before another rejection joined', [edited(relay, ['r1', 'r2'], '2026-11-04 10:30', by('A', 'e1'))], null],
  ['an answer', [answer('A', '2026-11-04 10:30')], ['A', '2026-11-04 10:30'], 'feedback_answer'],
  ['an answer is not in the result', [answer('A', '2026-11-04 10:30')], null],
  ['a note is not in an answer', [note('A', '2026-11-04 10:30')], null, 'feedback_answer'],
];
test.each(rows)('who last wrote a mail: %s', (_name, facts, expected, mail = relay) => {
  const found = findLastWriting(buildCase([r1, ...facts]), { mail, rejectionIds: ['r1'] });
  expect(found).toEqual(expected && { by: expected[0], atMs: tokyo(expected[1]) });
});
