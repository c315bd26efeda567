import type { TagId } from './tags.ts';

/** How often a company writes to its former candidate. `yearly`: the 6-month mail is left out. */
export const mailFrequencies = ['half_yearly', 'yearly'] as const;
export type MailFrequency = (typeof mailFrequencies)[number];

/** What a person wants of the mails they can unsubscribe from; set on their page. */
export type MailPreferences = {
  frequency: MailFrequency;
  /** Only openings of these are named; empty: of all. */
  jobCategories: TagId[];
  /** Only mails that name an opening. */
  onlyOpenings: boolean;
};
