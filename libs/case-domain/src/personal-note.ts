import { type NoteStage, noteStages } from '@goen/contracts/workflow';
import type { CaseInput } from './case-input.ts';
import { selectFacts, sortFacts } from './facts.ts';
import type { Rejection } from './rejections.ts';
import type { Situation } from './situation.ts';

/** Whether a result after this stage needs a note. `from` null: none does. */
export const isNoteRequired = (stage: Rejection['stage'], from: NoteStage | null): boolean =>
  from !== null && stage !== 'other' && noteStages.indexOf(stage) >= noteStages.indexOf(from);

const findNoteId = (facts: Situation['facts'], rejectionId: string): string | null =>
  selectFacts(facts, 'note.written').findLast(({ data }) => data.rejectionId === rejectionId)?.data.noteId ?? null;

/** Whether a result mail waits for a personal note: one of the rejections that need a note must have it. */
export const isNoteMissing = ({ facts, settings }: Situation, rejections: readonly Rejection[]): boolean => {
  const needing = rejections.filter(({ stage }) => isNoteRequired(stage, settings.personalNoteFrom));
  return needing.length > 0 && !needing.some(({ id }) => findNoteId(facts, id) !== null);
};

/** The notes on these rejections, in their order. */
export const findNoteIds = (
  { facts }: Pick<CaseInput, 'facts'>,
  rejectionIds: readonly string[],
): readonly string[] => {
  const sorted = sortFacts(facts);
  return rejectionIds.flatMap((id) => findNoteId(sorted, id) ?? []);
};
