import type { CrmNote } from './crm-adapter.ts';

const markOf = ({ eventId }: Pick<CrmNote, 'eventId'>) => `[${eventId}]`;

/** The text of a note with our event id at its end, by which it is found again. */
export const noteBody = (note: CrmNote): string => `${note.text}\n${markOf(note)}`;

export const isInNote = (body: string, note: Pick<CrmNote, 'eventId'>): boolean => body.includes(markOf(note));
