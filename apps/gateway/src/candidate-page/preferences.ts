import { jobCategories } from '@goen/case-domain/tags';
import { type Em, Position } from '@goen/case-store';
import type { TagId } from '@goen/contracts/public';
import { type MailPreferences, mailFrequencies } from '@goen/contracts/workflow';
import { z } from 'zod';

const categoryPrefix = 'job_category:';
/** More than a company has open; the newest are offered. */
const maxPositions = 500;
const maxCategories = 200;

/** The form of the preferences; its checkboxes are fields of their own, because a form repeats no field here. */
export const preferencesForm = z
  .looseObject({
    action: z.literal('preferences'),
    frequency: z.enum(mailFrequencies),
    only_openings: z.literal('yes').optional(),
  })
  .transform(({ action, frequency, only_openings: onlyOpenings, ...fields }) => ({
    action,
    frequency,
    onlyOpenings: onlyOpenings === 'yes',
    jobCategories: Object.entries(fields).flatMap(([name, value]) =>
      name.startsWith('category.') && typeof value === 'string' ? [value] : [],
    ),
  }));
export type PreferencesDecision = z.output<typeof preferencesForm>;

/** What a person can choose from: the categories of the company's open positions, and those they chose before. */
export async function readOfferedCategories(
  em: Em,
  companyId: string,
  { jobCategories: chosen }: MailPreferences,
): Promise<readonly TagId[]> {
  const open = await em.find(
    Position,
    { companyId, state: 'open' },
    {
      fields: ['requiredIds', 'desiredIds'],
      orderBy: { createdAt: 'desc', id: 'desc' },
      limit: maxPositions,
    },
  );
  const tags = open.flatMap(({ requiredIds, desiredIds }) => [...requiredIds, ...desiredIds]);
  const offered = new Set([...chosen, ...tags.filter((tag) => tag.startsWith(categoryPrefix))]);
  return [...offered].slice(0, maxCategories).toSorted((a, b) => rankCategory(a) - rankCategory(b));
}

const ranks = new Map(jobCategories.map(({ id }, rank) => [`${categoryPrefix}${id}`, rank]));
/** In the order of the dictionary; a company's own categories come last. */
const rankCategory = (tag: TagId): number => ranks.get(tag) ?? ranks.size;

/** Null when nothing changes. Categories that were not offered are left out. */
export function choosePreferences(
  decision: PreferencesDecision,
  { preferences, offeredCategories }: { preferences: MailPreferences; offeredCategories: readonly TagId[] },
): MailPreferences | null {
  const { frequency, onlyOpenings } = decision;
  const chosen = offeredCategories.filter((category) => decision.jobCategories.includes(category));
  const isSame =
    frequency === preferences.frequency &&
    onlyOpenings === preferences.onlyOpenings &&
    chosen.toSorted().join() === preferences.jobCategories.toSorted().join();
  return isSame ? null : { frequency, onlyOpenings, jobCategories: chosen };
}
