import type { Locale, TagId } from '@goen/contracts/workflow';
import { jobCategories } from './job-categories.ts';
import { orientations } from './orientations.ts';
import { prefectures } from './prefectures.ts';
import { skills } from './skills.ts';

const labels = new Map<string, { readonly ja: string; readonly en: string }>([
  ...skills.map((entry) => [`skill:${entry.id}`, entry] as const),
  ...jobCategories.map((entry) => [`job_category:${entry.id}`, entry] as const),
  ...orientations.map((entry) => [`orientation:${entry.id}`, entry] as const),
  ...prefectures.map(
    ({ id, ja }) => [`region:${id}`, { ja, en: `${id.charAt(0).toUpperCase()}${id.slice(1)}` }] as const,
  ),
]);

/** The name of a tag in a language; a free tag has its text as its name. */
export function toTagLabel(id: TagId, locale: Locale): string {
  const known = labels.get(id);
  return known ? known[locale] : id.slice(id.indexOf(':') + 1).replace(/^=/, '');
}
