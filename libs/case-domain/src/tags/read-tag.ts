import type { SensitiveSubject, Tag, TagFault, TagId } from '@goen/contracts/workflow';
import { jobCategories } from './job-categories.ts';
import { lookupKey, normalised } from './normalise.ts';
import { orientations } from './orientations.ts';
import { prefectureOf } from './prefectures.ts';
import { sensitiveSubjectOf } from './sensitive.ts';
import { businessSkills } from './skills-business.ts';
import { technologySkills } from './skills-technology.ts';
import type { TagEntry } from './tag-table.ts';

export type TagReading =
  /** `isFree`: in no dictionary, and compared by its text. */
  | { readonly kind: 'read'; readonly id: TagId; readonly isFree: boolean }
  /** May not be collected: not stored, not compared. */
  | { readonly kind: 'sensitive'; readonly fault: 'sensitive_tag'; readonly subject: SensitiveSubject }
  /** Compared with nothing. */
  | { readonly kind: 'unmatched'; readonly fault: Exclude<TagFault, 'sensitive_tag'> };

/** Free tags are short: a sentence is no tag. */
export const maxFreeTagUnits = 60;

export const skills: readonly TagEntry[] = [...technologySkills, ...businessSkills];

const namesOf = (entries: readonly TagEntry[]): ReadonlyMap<string, string> => {
  const names = new Map<string, string>();
  // The first entry that has a name keeps it, but the names in its own columns come before the synonyms of others.
  for (const { id, ja, en } of entries) for (const name of [id, ja, en]) setOnce(names, lookupKey(name), id);
  for (const { id, names: all } of entries) for (const name of all) setOnce(names, lookupKey(name), id);
  return names;
};
const setOnce = (names: Map<string, string>, key: string, id: string): void => {
  if (!names.has(key)) names.set(key, id);
};
const dictionaries = {
  skill: namesOf(skills),
  job_category: namesOf(jobCategories),
  orientation: namesOf(orientations),
};

const knownId = ({ kind, value }: Tag): string | null =>
  kind === 'region' ? prefectureOf(value) : (dictionaries[kind].get(lookupKey(value)) ?? null);

/**
 * A tag as it is compared: one id for all names of the same thing in Japanese and English. Unknown skills and job
 * categories are free tags; unknown regions and orientations match nothing. What the law forbids to collect is told.
 */
export function readTag(tag: Tag): TagReading {
  const id = knownId(tag);
  if (id !== null) return { kind: 'read', id: `${tag.kind}:${id}`, isFree: false };
  const subject = sensitiveSubjectOf(tag.value);
  if (subject !== null) return { kind: 'sensitive', fault: 'sensitive_tag', subject };
  if (tag.kind === 'region') return { kind: 'unmatched', fault: 'unknown_region' };
  if (tag.kind === 'orientation') return { kind: 'unmatched', fault: 'unknown_orientation' };
  const text = normalised(tag.value);
  if (text === '') return { kind: 'unmatched', fault: 'empty_tag' };
  if (text.length > maxFreeTagUnits) return { kind: 'unmatched', fault: 'tag_too_long' };
  return { kind: 'read', id: `${tag.kind}:=${text}`, isFree: true };
}

/** The ids of tags that can be compared, each once, in order. */
export const tagIdsOf = (tags: readonly Tag[]): TagId[] =>
  [...new Set(tags.flatMap((tag) => idOf(readTag(tag))))].sort();
const idOf = (reading: TagReading): TagId[] => (reading.kind === 'read' ? [reading.id] : []);
