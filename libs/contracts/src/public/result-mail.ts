import { z } from 'zod';
import { actorView } from './actor.ts';
import { caseMailKind } from './mail-kind.ts';
import { instant } from './shared.ts';

const maxNoteLength = 1_000;

/** What a recruiter writes to a person in the mail that tells the result of a rejection. */
export const personalNoteInput = z
  .strictObject({
    text: z.string().trim().min(1).max(maxNoteLength).nullable().describe('plain text, one paragraph; null removes it'),
    replaces: z
      .uuid()
      .nullable()
      .optional()
      .describe('`version` of the note as you read it: another one is refused. Left out: replaces whatever is there'),
  })
  .meta({ id: 'PersonalNoteInput' });
export type PersonalNoteInput = z.infer<typeof personalNoteInput>;

export const personalNoteView = z
  .object({
    rejection_id: z.uuid(),
    text: z.string().nullable().describe('null: nobody has written one, or it was deleted after the mail'),
    version: z.uuid().nullable().describe('another one after each change; null: there is no text'),
    by: actorView.nullable(),
    written_at: instant.nullable(),
    required: z.boolean().describe('whether the result waits for it'),
  })
  .meta({ id: 'PersonalNote' });
export type PersonalNoteView = z.infer<typeof personalNoteView>;

export const lateResult = z
  .object({
    case_id: z.uuid(),
    rejection_id: z.uuid(),
    kind: caseMailKind
      .nullable()
      .describe('`rejection_late`; another kind if the same mail also answers a rejection that is not late'),
    sends_at: instant.nullable().describe('null: held'),
  })
  .meta({ id: 'LateResult' });
export type LateResult = z.infer<typeof lateResult>;
