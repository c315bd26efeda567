import { VendorError } from '@goen/service-kit';
import { z } from 'zod';
import { toChunks } from '../chunks.ts';
import { findMissingNotes, markExistingNotes, renderNote } from '../notes.ts';
import type { PushBatch } from '../push-batch.ts';
import type { ZohoCall } from './zoho-client.ts';
import { isAccepted, parseRows, refuseRow } from './zoho-rows.ts';

const maxNotesPerCall = 100;

/** Writes the notes that Zoho does not have yet. */
export async function writeNotes(call: ZohoCall, batch: PushBatch): Promise<void> {
  const written = () => batch.keeps().filter(({ remoteId }) => remoteId !== null);
  await markExistingNotes(batch, written(), (candidateId) => readNotes(call, candidateId));
  const what = 'writing notes';
  for (const chunk of toChunks(findMissingNotes(written()), maxNotesPerCall)) {
    await batch.attempt(
      chunk.map(({ entry }) => entry),
      async () => {
        const data = chunk.map(({ entry, note }) => ({
          Note_Title: 'Goen',
          Note_Content: renderNote(note),
          Parent_Id: entry.remoteId,
          se_module: 'Candidates',
        }));
        const answer = await call({ what, path: '/Notes', method: 'POST', body: { data } });
        parseRows(answer, what, chunk.length).forEach((row, index) => {
          const missing = chunk[index];
          if (missing === undefined) return;
          if (isAccepted(row)) missing.entry.notedEventIds.add(missing.note.eventId);
          else refuseRow(missing.entry, what, row);
        });
      },
    );
  }
}

const notePage = z.object({
  data: z.array(z.looseObject({ Note_Content: z.string().nullish() })),
  info: z.looseObject({ more_records: z.boolean().default(false) }),
});

async function readNotes(call: ZohoCall, candidateId: string): Promise<string[]> {
  const what = 'reading notes';
  const contents: string[] = [];
  for (let page = 1; ; page += 1) {
    const { body } = await call({ what, path: `/Candidates/${candidateId}/Notes?page=${page}&per_page=200` });
    if (body === null) return contents;
    const parsed = notePage.safeParse(body);
    if (!parsed.success) throw new VendorError('answer_unreadable', `${what}: no list of notes`);
    contents.push(...parsed.data.data.map((note) => note.Note_Content ?? ''));
    if (!parsed.data.info.more_records) return contents;
  }
}
