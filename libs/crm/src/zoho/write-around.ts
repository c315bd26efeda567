import { VendorError } from '@goen/service-kit';
import { z } from 'zod';
import { isInNote, noteBody } from '../note-body.ts';
import { chunks, type KeepPush, type Slot, type Slots } from '../slots.ts';
import type { ZohoCall } from './zoho-client.ts';
import { isTaken, isUnknownId, refuseRow, rowsOf } from './zoho-rows.ts';
import type { ZohoSettings } from './zoho-settings.ts';

const maxTagCharacters = 25;
const maxRows = 100;
/** Tags and ids of a call stand in its address: 3,500 characters at most, where each of a tag's takes nine. */
const [maxTagsOfCall, maxIdsOfCall] = [10, 50];

type Kept = Slot<KeepPush>;
const there = (slots: Slots): Kept[] => slots.kept().filter(({ remoteId }) => remoteId !== null);

/** Tags as Zoho takes them: short, and without the comma that parts them. */
const tagsOf = ({ push }: Kept) => [
  ...new Set(
    push.candidate.tags
      .map(({ value }) => value)
      .filter((value) => value.length <= maxTagCharacters && !value.includes(',')),
  ),
];

/** Adds tags, by whichever needs fewer calls: tag by tag, or one set of tags by another. Tags of others stay. */
export async function writeTags(call: ZohoCall, slots: Slots): Promise<void> {
  const tagged = there(slots).filter((slot) => tagsOf(slot).length > 0);
  const byTag = new Map<string, Kept[]>();
  for (const slot of tagged) for (const tag of tagsOf(slot)) byTag.set(tag, [...(byTag.get(tag) ?? []), slot]);
  const bySet = Map.groupBy(tagged, (slot) => tagsOf(slot).join(','));
  const [ofSets, ofTags] = [callsOf(bySet), callsOf(byTag)];
  const what = 'adding tags';
  for (const { names, group } of ofSets.length <= ofTags.length ? ofSets : ofTags) {
    await slots.attempt(group, async () => {
      const ids = group.map(({ remoteId }) => remoteId);
      const query = new URLSearchParams({ ids: ids.join(','), tag_names: names.join(',') });
      const answer = await call({ what, path: `/Candidates/actions/add_tags?${query.toString()}`, method: 'POST' });
      refuseThose(group, what, answer);
    });
  }
}

/** Each: which tags whom. */
const callsOf = (byNames: ReadonlyMap<string, readonly Kept[]>) =>
  [...byNames].flatMap(([names, all]) =>
    chunks(names.split(','), maxTagsOfCall).flatMap((some) =>
      chunks(all, maxIdsOfCall).map((group) => ({ names: some, group })),
    ),
  );

/** Sets the status of those for whose status the company has one in Zoho. */
export async function writeStatuses(call: ZohoCall, slots: Slots, { statuses }: ZohoSettings): Promise<void> {
  const what = 'change of status';
  for (const [ours, group] of Map.groupBy(there(slots), ({ push }) => push.candidate.status)) {
    const status = statuses[ours];
    if (status === undefined) continue;
    await slots.attempt(group, async () => {
      const data = [{ ids: group.map(({ remoteId }) => remoteId), Candidate_Status: status }];
      const answer = await call({ what, path: '/Candidates/status', method: 'PUT', body: { data } });
      refuseThose(group, what, answer, `; the setting statuses.${ours} has to name a Candidate Status of Zoho`);
    });
  }
}

function refuseThose(group: readonly Kept[], what: string, answer: Parameters<typeof rowsOf>[0], hint?: string): void {
  rowsOf(answer, what, group.length).forEach((row, nth) => {
    const slot = group[nth];
    if (slot && !isTaken(row)) refuseRow(slot, what, row, isUnknownId(row) ? '' : hint);
  });
}

/** Writes what is still to be noted. Zoho knows no key of a note: where one may stand already it is looked for. */
export async function writeNotes(call: ZohoCall, slots: Slots): Promise<void> {
  for (const slot of there(slots)) {
    if (!slot.push.again || slot.push.notes.length === 0) continue;
    await slots.attempt([slot], async () => {
      const bodies = await noteBodies(call, slot.remoteId ?? '');
      for (const note of slot.push.notes) if (bodies.some((body) => isInNote(body, note))) slot.noted.add(note.eventId);
    });
  }
  const missing = there(slots).flatMap((slot) =>
    slot.push.notes.filter(({ eventId }) => !slot.noted.has(eventId)).map((note) => ({ slot, note })),
  );
  const what = 'writing notes';
  for (const part of chunks(missing, maxRows)) {
    await slots.attempt(
      part.map(({ slot }) => slot),
      async () => {
        const data = part.map(({ slot, note }) => ({
          Note_Title: 'Goen',
          Note_Content: noteBody(note),
          Parent_Id: slot.remoteId,
          se_module: 'Candidates',
        }));
        const answer = await call({ what, path: '/Notes', method: 'POST', body: { data } });
        rowsOf(answer, what, part.length).forEach((row, nth) => {
          const one = part[nth];
          if (one === undefined) return;
          if (isTaken(row)) one.slot.noted.add(one.note.eventId);
          else refuseRow(one.slot, what, row);
        });
      },
    );
  }
}

const page = z.object({
  data: z.array(z.looseObject({ Note_Content: z.string().nullish() })),
  info: z.looseObject({ more_records: z.boolean().default(false) }),
});

async function noteBodies(call: ZohoCall, id: string): Promise<string[]> {
  const what = 'reading notes';
  const bodies: string[] = [];
  for (let number = 1; ; number += 1) {
    const { body } = await call({ what, path: `/Candidates/${id}/Notes?page=${number}&per_page=200` });
    if (body === null) return bodies;
    const read = page.safeParse(body);
    if (!read.success) throw new VendorError('answer_unreadable', `${what}: no list of notes`);
    bodies.push(...read.data.data.map((note) => note.Note_Content ?? ''));
    if (!read.data.info.more_records) return bodies;
  }
}
