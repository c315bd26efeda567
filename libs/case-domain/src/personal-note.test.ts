import { describe, expect, test } from 'vitest';
import { describeCase } from './describe-case.ts';
import { findNoteIds } from './personal-note.ts';
import {
  approved,
  buildCase,
  type Circumstances,
  type FactDraft,
  fact,
  findStepAt,
  formatStep,
  held,
  rejected,
  tokyo,
} from './testing/fixtures.ts';

const note = (rejectionId: string, noteId: string | null = `note-${rejectionId}`) =>
  fact('note.written', { rejectionId, noteId, by: '採用 太郎' }, '2026-11-04 10:30');
const final = rejected('r1', '2026-11-04 10:00', { stage: 'final' });
const interview = rejected('r1', '2026-11-04 10:00', { stage: 'interview' });
const documents = rejected('r2', '2026-11-04 10:00', { stage: 'documents' });

describe('from a stage on a result waits for a personal note', () => {
  test.each<[string, FactDraft[], Circumstances['settings'], string]>([
    ['a final interview', [final], { personalNoteFrom: 'final' }, 'wait rejection_mail 2026-11-05'],
    ['with its note', [final, note('r1')], { personalNoteFrom: 'final' }, 'rejection_relay r1'],
    [
      'whose note was removed',
      [final, note('r1'), note('r1', null)],
      { personalNoteFrom: 'final' },
      'wait rejection_mail 2026-11-05',
    ],
    ['an earlier stage', [interview], { personalNoteFrom: 'final' }, 'rejection_relay r1'],
    ['from the interview on', [interview], { personalNoteFrom: 'interview' }, 'wait rejection_mail 2026-11-05'],
    ['from the documents on', [documents], { personalNoteFrom: 'documents' }, 'wait rejection_mail 2026-11-05'],
    [
      'a stage that nobody knows',
      [rejected('r1', '2026-11-04 10:00', { stage: 'other' })],
      { personalNoteFrom: 'documents' },
      'rejection_relay r1',
    ],
    ['never', [final], { personalNoteFrom: null }, 'rejection_relay r1'],
    [
      'two jobs, a note on the one that needs it',
      [final, documents, note('r1')],
      { personalNoteFrom: 'final' },
      'rejection_relay r1,r2',
    ],
    [
      'two jobs, a note on the other',
      [final, documents, note('r2')],
      { personalNoteFrom: 'final' },
      'wait rejection_mail 2026-11-05',
    ],
    [
      'approved without it',
      [final, approved('rejection_relay', ['r1'], '2026-11-04 10:10')],
      { personalNoteFrom: 'final' },
      'wait rejection_mail 2026-11-05',
    ],
    [
      'held, whatever is written',
      [final, note('r1'), held('rejection_relay', ['r1'], '2026-11-04 10:10')],
      { personalNoteFrom: 'final' },
      'wait rejection_mail 2026-11-12',
    ],
  ])('%s', (_what, facts, settings, expected) =>
    expect(formatStep(findStepAt('2026-11-05 12:00', facts, settings ? { settings } : {}))).toBe(expected),
  );

  test('the queue says so, and the recruiters are reminded', () => {
    const settings = { personalNoteFrom: 'final', recruiterEmail: 'saiyo@example.com' } as const;
    const { mail } = describeCase(buildCase([final], { settings }), tokyo('2026-11-05 12:00'));
    expect(mail).toMatchObject({ approval: 'not_needed', isNoteMissing: true });
    expect(formatStep(findStepAt('2026-11-05 12:00', [final], { settings }))).toBe('remind_recruiter');
  });

  test('the notes of a mail, in the order of its rejections', () =>
    expect(findNoteIds(buildCase([final, documents, note('r2'), note('r1')]), ['r1', 'r2'])).toEqual([
      'note-r1',
      'note-r2',
    ]));
});
