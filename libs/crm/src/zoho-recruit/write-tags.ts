import { toChunks } from '../chunks.ts';
import type { KeepEntry, PushBatch } from '../push-batch.ts';
import type { ZohoCall } from './zoho-client.ts';
import { refuseRows } from './zoho-rows.ts';

const maxTagCharacters = 25;
/** Tags and IDs go into the URL: at most 3,500 characters, where each character of a Japanese tag takes nine. */
const maxTagsPerCall = 10;
const maxIdsPerCall = 50;

/** Tags that Zoho accepts: short, and without the comma that separates them. */
const readTags = ({ push }: KeepEntry) => [
  ...new Set(
    push.candidate.tags
      .map(({ value }) => value)
      .filter((value) => value.length <= maxTagCharacters && !value.includes(',')),
  ),
];

/** Adds tags and keeps existing ones. Groups candidates per tag or per set of tags, whichever needs fewer calls. */
export async function writeTags(call: ZohoCall, batch: PushBatch): Promise<void> {
  const tagged = batch.keeps().filter((entry) => entry.remoteId !== null && readTags(entry).length > 0);
  const byTag = new Map<string, KeepEntry[]>();
  for (const entry of tagged) for (const tag of readTags(entry)) byTag.set(tag, [...(byTag.get(tag) ?? []), entry]);
  const bySet = Map.groupBy(tagged, (entry) => readTags(entry).join(','));
  const [setCalls, tagCalls] = [planCalls(bySet), planCalls(byTag)];
  const what = 'adding tags';
  for (const { tags, entries } of setCalls.length <= tagCalls.length ? setCalls : tagCalls) {
    await batch.attempt(entries, async () => {
      const ids = entries.map(({ remoteId }) => remoteId);
      const query = new URLSearchParams({ ids: ids.join(','), tag_names: tags.join(',') });
      const answer = await call({ what, path: `/Candidates/actions/add_tags?${query.toString()}`, method: 'POST' });
      refuseRows(entries, what, answer);
    });
  }
}

/** Which tags each call adds to which candidates. */
const planCalls = (byTags: ReadonlyMap<string, readonly KeepEntry[]>) =>
  [...byTags].flatMap(([joined, tagged]) =>
    toChunks(joined.split(','), maxTagsPerCall).flatMap((tags) =>
      toChunks(tagged, maxIdsPerCall).map((entries) => ({ tags, entries })),
    ),
  );
