import { type HerpClient, type HerpSecrets, type HerpSettings, herpClient, herpSecrets, herpSettings } from '@goen/ats';
import { VendorError } from '@goen/service-kit';
import { type CrmNote, defineCrmAdapter } from '../crm-adapter.ts';
import { isInNote, noteBody } from '../notes.ts';
import { type BatchEntry, createPushBatch, type KeepPush, refusal } from '../push-batch.ts';

/** What HERP takes in one comment, in UTF-16 units to be safe. */
const maxBodyLength = 20_000;
const markRoom = 100;

/**
 * Comments on the timelines of the candidacies that a candidate came by. HERP keeps its candidates itself: notes alone
 * are written. A comment has no key and can't be changed: the comments of a candidacy are read before one is added.
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
    const client = herpClient(secrets.api_key, context);
    for (const entry of batch.kept()) {
      // An erasure leaves comments be: they name nobody.
      if (settings.write_back) await batch.attempt([entry], () => writeNotes(client, entry));
      else for (const { eventId } of entry.push.notes) entry.notedEventIds.add(eventId);
    }
    return batch.results();
  },
  async test({ secrets }, context) {
    await herpClient(secrets.api_key, context, { maxWaits: 0 }).requisitions(1);
  },
});

/** A note counts as written once every candidacy has it that HERP still has. */
async function writeNotes(client: HerpClient, entry: BatchEntry<KeepPush>): Promise<void> {
  const { notes, candidate } = entry.push;
  if (notes.length === 0) return;
  try {
    for (const id of candidate.applicationIds) await comment(client, id, notes);
    for (const { eventId } of notes) entry.notedEventIds.add(eventId);
  } catch (error) {
    if (!(error instanceof VendorError) || error.fault.code !== 'refused') throw error;
    entry.fault = refusal(error.fault.detail);
  }
}

async function comment(client: HerpClient, candidacyId: string, notes: readonly CrmNote[]): Promise<void> {
  try {
    // How the list is laid out is not published: our mark is looked for in all of it.
    const there = JSON.stringify(await client.timelineComments(candidacyId));
    for (const note of notes) {
      if (!isInNote(there, note)) await client.addTimelineComment(candidacyId, bodyOf(note));
    }
  } catch (error) {
    // Deleted at HERP: there is nothing to comment on any more.
    if (!(error instanceof VendorError) || error.fault.code !== 'not_found') throw error;
  }
}

const bodyOf = (note: CrmNote): string =>
  noteBody({ ...note, text: cut(note.text, maxBodyLength - markRoom - note.eventId.length) });

/** At most `length` UTF-16 units, without half a character at the end. */
const cut = (text: string, length: number): string =>
  text
    .slice(0, length)
    .toWellFormed()
    .replace(/\uFFFD$/, '');
