import type { SinkNote } from './sink.ts';

const markOf = ({ eventId }: Pick<SinkNote, 'eventId'>) => `[${eventId}]`;

/** The text of a note with our event id at its end, by which it is found again. */
export const noteBody = (note: SinkNote): string => `${note.text}\n${markOf(note)}`;

export const isInNote = (body: string, note: Pick<SinkNote, 'eventId'>): boolean => body.includes(markOf(note));
