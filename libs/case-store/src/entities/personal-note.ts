import { defineEntity, p } from '@mikro-orm/core';

const PersonalNoteSchema = defineEntity({
  name: 'PersonalNote',
  tableName: 'personal_note',
  properties: {
    id: p.uuid().primary(),
    companyId: p.uuid(),
    caseId: p.uuid(),
    candidateId: p.uuid(),
    rejectionId: p.uuid(),
    text: p.text(),
    writtenBy: p.text(),
    createdAt: p.datetime(3),
  },
});
/** What a recruiter writes to a person in the mail about a rejection. The fact `note.written` says which one is valid. */
export class PersonalNote extends PersonalNoteSchema.class {}
PersonalNoteSchema.setClass(PersonalNote);
