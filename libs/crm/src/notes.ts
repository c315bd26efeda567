import type { CrmNote } from './crm-adapter.ts';
import type { KeepEntry, PushBatch } from './push-batch.ts';

const toMark = ({ eventId }: Pick<CrmNote, 'eventId'>) => `[${eventId}]`;

/** The text of a note, ending with our event ID as a mark by which the note is found again. */
export const renderNote = (note: CrmNote): string => `${note.text}\n${toMark(note)}`;

export const containsNote = (text: string, note: Pick<CrmNote, 'eventId'>): boolean => text.includes(toMark(note));

/**
 * Marks notes as done that an earlier push already wrote. The CRMs know no key for a note, so the notes of a candidate
 * are read where a repeat is possible.
 */
export async function markExistingNotes(
  batch: PushBatch,
  entries: readonly KeepEntry[],
  readNotes: (remoteId: string) => Promise<readonly string[]>,
): Promise<void> {
  for (const entry of entries) {
    const { mayBeRepeat, notes } = entry.push;
    if (!mayBeRepeat || notes.length === 0) continue;
    await batch.attempt([entry], async () => {
      const existing = await readNotes(entry.remoteId ?? '');
      for (const note of notes)
        if (existing.some((text) => containsNote(text, note))) entry.notedEventIds.add(note.eventId);
    });
  }
}

export type MissingNote = { readonly entry: KeepEntry; readonly note: CrmNote };

export const findMissingNotes = (entries: readonly KeepEntry[]): MissingNote[] =>
  entries.flatMap((entry) =>
    entry.push.notes.filter(({ eventId }) => !entry.notedEventIds.has(eventId)).map((note) => ({ entry, note })),
  );
