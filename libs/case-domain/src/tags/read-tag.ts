import { toComparisonKey } from '@goen/contracts/text';
import type { Tag, TagFault, TagId } from '@goen/contracts/workflow';
import { jobCategories } from './job-categories.ts';
import { normalise, toLookupKey } from './normalise.ts';
import { orientations } from './orientations.ts';
import { findPrefectureId } from './prefectures.ts';
import { findSensitiveSubject, type SensitiveFinding } from './sensitive-subjects.ts';
import { skills } from './skills.ts';
import type { TagEntry } from './tag-table.ts';

export type TagReading =
  /** `isFree`: in no dictionary, compared by its text. */
  | { readonly kind: 'read'; readonly id: TagId; readonly isFree: boolean }
  | SensitiveReading
  /** Not compared with anything. */
  | { readonly kind: 'unmatched'; readonly fault: Exclude<TagFault, 'sensitive_tag'> };

/** Must not be collected: neither stored nor compared, unless the company overruled its exact text. */
export type SensitiveReading = { readonly kind: 'sensitive'; readonly fault: 'sensitive_tag' } & SensitiveFinding;

/** In UTF-16 units. Longer text is a sentence, not a tag. */
export const maxFreeTagUnits = 60;

const addName = (ids: Map<string, string>, name: string, id: string): void => {
  const key = toLookupKey(name);
  if (!ids.has(key)) ids.set(key, id);
};

/** Where entries share a name, the first one keeps it; ids and main names take precedence over all synonyms. */
const indexNames = (entries: readonly TagEntry[]): ReadonlyMap<string, string> => {
  const ids = new Map<string, string>();
  for (const { id, ja, en } of entries) for (const name of [id, ja, en]) addName(ids, name, id);
  for (const { id, names } of entries) for (const name of names) addName(ids, name, id);
  return ids;
};
const dictionaries = {
  skill: indexNames(skills),
  job_category: indexNames(jobCategories),
  orientation: indexNames(orientations),
};

const findKnownId = ({ kind, value }: Tag): string | null =>
  kind === 'region' ? findPrefectureId(value) : (dictionaries[kind].get(toLookupKey(value)) ?? null);

const canOverrule = ({ kind }: Tag, { isFinal }: SensitiveFinding): boolean =>
  !isFinal && (kind === 'skill' || kind === 'job_category');

/** Comparison keys of values that a company says are names of skills or jobs, although they are refused as sensitive. */
export type OverruledKeys = ReadonlySet<string>;
const noKeys: OverruledKeys = new Set();

export const isOverruled = ({ value }: Tag, overruled: OverruledKeys): boolean =>
  overruled.size > 0 && overruled.has(toComparisonKey(value));

/** Refused as sensitive, unless its company overruled that. */
export function isOverrulable(tag: Tag): boolean {
  const reading = readTag(tag);
  return reading.kind === 'sensitive' && canOverrule(tag, reading);
}

/**
 * Reads a tag into the id that it is compared by: one id for all Japanese and English names of the same thing. Unknown
 * skills and job categories become free tags; unknown regions and orientations match nothing. Tags that the law forbids
 * to collect are reported as sensitive. `overruled`: the company says that it is the name of a skill or job.
 */
export function readTag(tag: Tag, overruled = false): TagReading {
  const id = findKnownId(tag);
  if (id !== null) return { kind: 'read', id: `${tag.kind}:${id}`, isFree: false };
  const finding = findSensitiveSubject(tag.value);
  if (finding !== null && !(overruled && canOverrule(tag, finding)))
    return { kind: 'sensitive', fault: 'sensitive_tag', ...finding };
  if (tag.kind === 'region') return { kind: 'unmatched', fault: 'unknown_region' };
  if (tag.kind === 'orientation') return { kind: 'unmatched', fault: 'unknown_orientation' };
  const text = normalise(tag.value);
  if (text === '') return { kind: 'unmatched', fault: 'empty_tag' };
  if (text.length > maxFreeTagUnits) return { kind: 'unmatched', fault: 'tag_too_long' };
  return { kind: 'read', id: `${tag.kind}:=${text}`, isFree: true };
}

/** The id by which a pool is searched for a tag: all names of one thing share it, and any text has one. */
export const toSearchedTagId = (tag: Tag): TagId => `${tag.kind}:${findKnownId(tag) ?? `=${toLookupKey(tag.value)}`}`;

/** The ids of the tags that can be compared, each once, sorted. */
export function toTagIds(tags: readonly Tag[], overruled: OverruledKeys = noKeys): TagId[] {
  const readings = tags.map((tag) => readTag(tag, isOverruled(tag, overruled)));
  const ids = readings.flatMap((reading) => (reading.kind === 'read' ? [reading.id] : []));
  return [...new Set(ids)].sort();
}
