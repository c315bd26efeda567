/** Whether a candidate may be matched. `paused`: not before a date; `closed`: not now (no consent, no referral). */
export const profileStates = ['open', 'paused', 'closed'] as const;
export type ProfileState = (typeof profileStates)[number];

/** A band of years: `from` inclusive, `to` exclusive, null for no upper end. Exact years may identify a person. */
export type ExperienceBand = { readonly from: number; readonly to: number | null };

const bandEdges = [0, 1, 3, 5, 10] as const;
export const experienceBands: readonly ExperienceBand[] = bandEdges.map((from, index) => ({
  from,
  to: bandEdges[index + 1] ?? null,
}));
export const maxExperienceYears = 60;

/** Finds the band of a number of years (0 to 60). */
export const findExperienceBand = (years: number): ExperienceBand =>
  experienceBands.findLast(({ from }) => from <= years) ?? { from: 0, to: 1 };
