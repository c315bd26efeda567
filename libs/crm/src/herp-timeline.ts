import { type HerpClient, type HerpSecrets, type HerpSettings, herpClient, herpSecrets, herpSettings } from '@goen/ats';
import { VendorError } from '@goen/service-kit';
import { isInNote, noteBody } from './note-body.ts';
import { type SinkNote, sink } from './sink.ts';
import { type KeepPush, openSlots, refusal, type Slot } from './slots.ts';

/** What HERP takes in one comment, in UTF-16 units to be safe. */
const maxBodyLength = 20_000;
const markRoom = 100;

/**
 * Comments on the timelines of the candidacies that a candidate came by. HERP keeps its candidates itself: notes alone
 * are written. A comment has no key and can't be changed: the comments of a candidacy are read before one is added.
 */
export const herpTimeline = sink<HerpSettings, HerpSecrets>({
  kind: 'herp',
  name: 'HERP Hire',
  settings: herpSettings,
  secrets: herpSecrets,
  reach: 'own',
  batchSize: 20,
  async push({ settings, secrets }, pushes, context) {
    const slots = openSlots(pushes);
    const client = herpClient(secrets.api_key, context);
    for (const slot of slots.kept()) {
      // An erasure leaves comments be: they name nobody.
      if (settings.write_back) await slots.attempt([slot], () => writeNotes(client, slot));
      else for (const { eventId } of slot.push.notes) slot.noted.add(eventId);
    }
    return slots.results();
  },
  async test({ secrets }, context) {
    await herpClient(secrets.api_key, context, { maxWaits: 0 }).requisitions(1);
  },
});

/** A note counts as written once every candidacy has it that HERP still has. */
async function writeNotes(client: HerpClient, slot: Slot<KeepPush>): Promise<void> {
  const { notes, candidate } = slot.push;
  if (notes.length === 0) return;
  try {
    for (const id of candidate.applicationIds) await comment(client, id, notes);
    for (const { eventId } of notes) slot.noted.add(eventId);
  } catch (error) {
    if (!(error instanceof VendorError) || error.fault.code !== 'refused') throw error;
    slot.fault = refusal(error.fault.detail);
  }
}

async function comment(client: HerpClient, candidacyId: string, notes: readonly SinkNote[]): Promise<void> {
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

const bodyOf = (note: SinkNote): string =>
  noteBody({ ...note, text: cut(note.text, maxBodyLength - markRoom - note.eventId.length) });

/** At most `length` UTF-16 units, without half a character at the end. */
const cut = (text: string, length: number): string =>
  text
    .slice(0, length)
    .toWellFormed()
    .replace(/\uFFFD$/, '');
