import type { Tag } from '@goen/contracts/workflow';
import { jobCategories } from './job-categories.ts';
import { normalise } from './normalise.ts';
import { skills } from './skills.ts';
import type { TagEntry } from './tag-table.ts';

/** Shorter names (go, C, 営業) are parts of other words too often. */
const leastUnits = 3;

type Name = { readonly tag: Tag; readonly id: string; readonly text: string };
const listNames = (kind: Tag['kind'], entries: readonly TagEntry[]): Name[] =>
  entries.flatMap(({ id, ja, names }) =>
    [...new Set(names.map(normalise))]
      .filter((text) => text.length >= leastUnits)
      .map((text) => ({ tag: { kind, value: ja }, id: `${kind}:${id}`, text })),
  );
const dictionary = [...listNames('skill', skills), ...listNames('job_category', jobCategories)];

export type TagSuggestion = { readonly tag: Tag; readonly from: string };
type Match = { readonly name: Name; readonly start: number; readonly end: number };

/**
 * Names of skills and job categories that stand in texts such as names of jobs, the longest where they overlap. For a person
 * to accept or leave: nothing is stored because of it. `from`: the text that has the name.
 */
export function suggestTags(texts: readonly string[]): TagSuggestion[] {
  const found = new Map<string, TagSuggestion>();
  for (const from of texts) {
    const matches = dictionary.flatMap((name) => findMatch(normalise(from), name));
    const outermost = matches.filter((match) => !matches.some((other) => isInside(match, other)));
    for (const { name } of outermost) if (!found.has(name.id)) found.set(name.id, { tag: name.tag, from });
  }
  return [...found.values()];
}

const isInside = (match: Match, other: Match): boolean =>
  other.end - other.start > match.end - match.start && other.start <= match.start && match.end <= other.end;

/** Latin names are whole words: Java is not in JavaScript. */
function findMatch(text: string, name: Name): Match[] {
  const isWordLike = (sign: string | undefined): boolean => sign !== undefined && /[a-z0-9]/.test(sign);
  for (let start = text.indexOf(name.text); start >= 0; start = text.indexOf(name.text, start + 1)) {
    const end = start + name.text.length;
    const cutsBefore = isWordLike(text[start]) && isWordLike(text[start - 1]);
    const cutsAfter = isWordLike(text[end - 1]) && isWordLike(text[end]);
    if (!cutsBefore && !cutsAfter) return [{ name, start, end }];
  }
  return [];
}
