import { z } from 'zod';

/** Whether a candidate may be matched. `paused`: not before a date; `closed`: not now (no consent, no referral). */
export const profileState = z.enum(['open', 'paused', 'closed']);
export type ProfileState = z.infer<typeof profileState>;

/** Years of experience as a band: `from` inclusive, `to` exclusive, null without an end. Exact years may tell who it is. */
export type ExperienceBand = { readonly from: number; readonly to: number | null };

const bandEdges = [0, 1, 3, 5, 10] as const;
export const experienceBands: readonly ExperienceBand[] = bandEdges.map((from, at) => ({
  from,
  to: bandEdges[at + 1] ?? null,
}));
export const maxExperienceYears = 60;

/** The band that a number of years (0 to 60) falls into. */
export const experienceBandOf = (years: number): ExperienceBand =>
  experienceBands.findLast(({ from }) => from <= years) ?? { from: 0, to: 1 };
