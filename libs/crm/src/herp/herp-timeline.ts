import {
  createHerpClient,
  type HerpClient,
  type HerpSecrets,
  type HerpSettings,
  herpSecrets,
  herpSettings,
} from '@goen/ats';
import { VendorError } from '@goen/service-kit';
import { type CrmNote, defineCrmAdapter } from '../crm-adapter.ts';
import { containsNote, renderNote } from '../notes.ts';
import { createPushBatch, type KeepEntry, markNotesDone, toRefusal } from '../push-batch.ts';

/** HERP's limit per comment, counted in UTF-16 units to be safe. */
const maxCommentLength = 20_000;
const markRoom = 100;

/**
 * Writes notes as comments on the timelines of a candidate's candidacies; HERP keeps the candidates themselves. Comments
 * have no key and cannot be changed, so the comments of a candidacy are read before one is added.
 */
export const herpTimeline = defineCrmAdapter<HerpSettings, HerpSecrets>({
  kind: 'herp',
  name: 'HERP Hire',
  settings: herpSettings,
  secrets: herpSecrets,
  reach: 'own',
  batchSize: 20,
  async push({ settings, secrets }, pushes, context) {
    const batch = createPushBatch(pushes);
    const client = createHerpClient(secrets.api_key, context);
    // Erasures change nothing: comments name nobody.
    for (const entry of batch.keeps()) {
      if (settings.write_back) await batch.attempt([entry], () => writeNotes(client, entry));
      else markNotesDone(entry);
    }
    return batch.results();
  },
  async test({ secrets }, context) {
    await createHerpClient(secrets.api_key, context, { maxWaits: 0 }).requisitions(1);
  },
});

/** A note counts as written once every candidacy that still exists in HERP has it. */
async function writeNotes(client: HerpClient, entry: KeepEntry): Promise<void> {
  const { notes, candidate } = entry.push;
  if (notes.length === 0) return;
  try {
    for (const id of candidate.applicationIds) await addComments(client, id, notes);
    markNotesDone(entry);
  } catch (error) {
    if (!(error instanceof VendorError) || error.fault.code !== 'refused') throw error;
    entry.failure = toRefusal(error.fault.detail, { permanent: true });
  }
}

async function addComments(client: HerpClient, candidacyId: string, notes: readonly CrmNote[]): Promise<void> {
  try {
    // The format of the list is undocumented: search the whole answer for our mark.
    const existing = JSON.stringify(await client.timelineComments(candidacyId));
    for (const note of notes) {
      if (!containsNote(existing, note)) await client.addTimelineComment(candidacyId, renderComment(note));
    }
  } catch (error) {
    // The candidacy was deleted in HERP: there is nothing left to comment on.
    if (!(error instanceof VendorError) || error.fault.code !== 'not_found') throw error;
  }
}

const renderComment = (note: CrmNote): string =>
  renderNote({ ...note, text: truncate(note.text, maxCommentLength - markRoom - note.eventId.length) });

/** At most `length` UTF-16 units, never ending in half a surrogate pair. */
const truncate = (text: string, length: number): string =>
  text
    .slice(0, length)
    .toWellFormed()
    .replace(/\uFFFD$/, '');
