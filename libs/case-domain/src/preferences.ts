import type { Fact, MailPreferences, TagId } from '@goen/contracts/workflow';
import { selectFacts } from './facts.ts';

/** Before the person chooses: what the consent text says. */
const defaultPreferences: MailPreferences = { frequency: 'half_yearly', jobCategories: [], onlyOpenings: false };

/** The last choice counts. `facts` must be sorted and start after the last erasure. */
export const readPreferences = (facts: readonly Fact[]): MailPreferences =>
  selectFacts(facts, 'preferences.set').at(-1)?.data ?? defaultPreferences;

/** Whether the person wants to hear of an opening with these tags. */
export const wantsOpening = ({ jobCategories }: MailPreferences, tags: readonly TagId[]): boolean =>
  jobCategories.length === 0 || jobCategories.some((category) => tags.includes(category));

/** The 6-month mail names no opening, and is the one that somebody written to once a year goes without. */
export const wantsFirstFollowUp = ({ frequency, onlyOpenings }: MailPreferences): boolean =>
  frequency === 'half_yearly' && !onlyOpenings;

/** Whether the 12-month mail has something that the person wants to read. */
export const wantsSecondFollowUp = (preferences: MailPreferences, openings: readonly (readonly TagId[])[]): boolean =>
  !preferences.onlyOpenings || openings.some((tags) => wantsOpening(preferences, tags));
