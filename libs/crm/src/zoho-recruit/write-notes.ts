import { VendorError } from '@goen/service-kit';
import { z } from 'zod';
import { isInNote, noteBody } from '../notes.ts';
import { type BatchEntry, chunks, type KeepPush, type PushBatch } from '../push-batch.ts';
import type { ZohoCall } from './zoho-client.ts';
import { isTaken, isUnknownId, refuseRow, rowsOf } from './zoho-rows.ts';
import type { ZohoSettings } from './zoho-settings.ts';

const maxTagCharacters = 25;
const maxRows = 100;
/** Tags and ids of a call stand in its address: 3,500 characters at most, where each of a tag's takes nine. */
const [maxTagsOfCall, maxIdsOfCall] = [10, 50];

type Kept = BatchEntry<KeepPush>;
const there = (batch: PushBatch): Kept[] => batch.kept().filter(({ remoteId }) => remoteId !== null);

/** Tags as Zoho takes them: short, and without the comma that parts them. */
const tagsOf = ({ push }: Kept) => [
  ...new Set(
    push.candidate.tags
      .map(({ value }) => value)
      .filter((value) => value.length <= maxTagCharacters && !value.includes(',')),
  ),
];

/** Adds tags, by whichever needs fewer calls: tag by tag, or one set of tags by another. Tags of others stay. */
export async function writeTags(call: ZohoCall, batch: PushBatch): Promise<void> {
  const tagged = there(batch).filter((entry) => tagsOf(entry).length > 0);
  const byTag = new Map<string, Kept[]>();
  for (const entry of tagged) for (const tag of tagsOf(entry)) byTag.set(tag, [...(byTag.get(tag) ?? []), entry]);
  const bySet = Map.groupBy(tagged, (entry) => tagsOf(entry).join(','));
  const [ofSets, ofTags] = [callsOf(bySet), callsOf(byTag)];
  const what = 'adding tags';
  for (const { names, group } of ofSets.length <= ofTags.length ? ofSets : ofTags) {
    await batch.attempt(group, async () => {
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
export async function writeStatuses(call: ZohoCall, batch: PushBatch, { statuses }: ZohoSettings): Promise<void> {
  const what = 'change of status';
  for (const [ours, group] of Map.groupBy(there(batch), ({ push }) => push.candidate.status)) {
    const status = statuses[ours];
    if (status === undefined) continue;
    await batch.attempt(group, async () => {
      const data = [{ ids: group.map(({ remoteId }) => remoteId), Candidate_Status: status }];
      const answer = await call({ what, path: '/Candidates/status', method: 'PUT', body: { data } });
      refuseThose(group, what, answer, `; the setting statuses.${ours} has to name a Candidate Status of Zoho`);
    });
  }
}

function refuseThose(group: readonly Kept[], what: string, answer: Parameters<typeof rowsOf>[0], hint?: string): void {
  rowsOf(answer, what, group.length).forEach((row, nth) => {
    const entry = group[nth];
    if (entry && !isTaken(row)) refuseRow(entry, what, row, isUnknownId(row) ? '' : hint);
  });
}

/** Writes what is still to be noted. Zoho knows no key of a note: where one may stand already it is looked for. */
export async function writeNotes(call: ZohoCall, batch: PushBatch): Promise<void> {
  for (const entry of there(batch)) {
    if (!entry.push.mayBeRepeat || entry.push.notes.length === 0) continue;
    await batch.attempt([entry], async () => {
      const bodies = await noteBodies(call, entry.remoteId ?? '');
      for (const note of entry.push.notes)
        if (bodies.some((body) => isInNote(body, note))) entry.notedEventIds.add(note.eventId);
    });
  }
  const missing = there(batch).flatMap((entry) =>
    entry.push.notes.filter(({ eventId }) => !entry.notedEventIds.has(eventId)).map((note) => ({ entry, note })),
  );
  const what = 'writing notes';
  for (const part of chunks(missing, maxRows)) {
    await batch.attempt(
      part.map(({ entry }) => entry),
      async () => {
        const data = part.map(({ entry, note }) => ({
          Note_Title: 'Goen',
          Note_Content: noteBody(note),
          Parent_Id: entry.remoteId,
          se_module: 'Candidates',
        }));
        const answer = await call({ what, path: '/Notes', method: 'POST', body: { data } });
        rowsOf(answer, what, part.length).forEach((row, nth) => {
          const one = part[nth];
          if (one === undefined) return;
          if (isTaken(row)) one.entry.notedEventIds.add(one.note.eventId);
          else refuseRow(one.entry, what, row);
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
