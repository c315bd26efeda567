import { type ExperienceBand, type StageKind, type TagId } from '@goen/contracts/workflow';
import { neighboursOf } from '../tags/index.ts';
import { type MatchPosition, type MatchProfile, type MatchScore, type PartName, partNames } from './match-types.ts';

/** What each part counts. Together 1. */
export const matchWeights: Readonly<Record<PartName, number>> = {
  required_skills: 0.35,
  job_category: 0.2,
  desired_skills: 0.15,
  region: 0.15,
  orientation: 0.05,
  experience: 0.05,
  stage: 0.05,
};

/** Below this nobody is introduced: a free introduction that does not fit costs the company its credit. */
export const minimalScore = 0.6;

/** Who lacks something required, or lives where the work is out of reach, stays below the minimum. */
export const caps = { missing_required: 0.4, far_away: 0.5 } as const;

/** A part that the position does not ask for, or the profile does not tell: neither for nor against, so below half. */
export const neutral = 0.4;

const regionValues = { neighbour: 0.6, relocates: 0.5, remoteFromAnywhere: 0.8 } as const;
const stageValues: Readonly<Record<StageKind, number>> = { final: 1, interview: 0.7, documents: 0.4, other: 0.2 };

export const ofKind = (ids: Iterable<TagId>, kind: string): TagId[] =>
  [...ids].filter((id) => id.startsWith(`${kind}:`));
export const neighbourIds = (region: TagId): TagId[] =>
  neighboursOf(region.slice('region:'.length)).map((id) => `region:${id}`);
export const wantsRemote: TagId = 'orientation:remote';
export const relocates: TagId = 'orientation:relocation';

/**
 * How well a candidate fits a position, with the reasons. Pure: depends on neither the order nor the repetition of
 * tags, and a further tag that the position asks for never lowers it.
 */
export function matchScore(profile: MatchProfile, position: MatchPosition): MatchScore {
  const has = new Set(profile.tags);
  const required = new Set(position.required);
  const desired = new Set(position.desired.filter((id) => !required.has(id)));
  const asked = new Set([...required, ...desired]);
  const region = regionValue(has, position);
  const values: Record<PartName, number> = {
    required_skills: shareOf(ofKind(required, 'skill'), has) ?? neutral,
    desired_skills: shareOf(ofKind(desired, 'skill'), has) ?? neutral,
    job_category: categoryValue(has, ofKind(asked, 'job_category')),
    region: region ?? 0,
    orientation: orientationValue(has, ofKind(asked, 'orientation')),
    experience: experienceValue(profile.experience, position),
    stage: stageValues[profile.stage],
  };
  const missing = [...required].filter((id) => !has.has(id)).sort();
  const cap = missing.length > 0 ? 'missing_required' : region === null ? 'far_away' : null;
  const sum = partNames.reduce((total, name) => total + matchWeights[name] * values[name], 0);
  return {
    total: rounded(cap === null ? sum : Math.min(sum, caps[cap])),
    parts: Object.fromEntries(
      partNames.map((name) => [name, { weight: matchWeights[name], value: rounded(values[name]) }]),
    ) as MatchScore['parts'],
    cap,
    matched: [...asked, ...new Set(position.regions)].filter((id) => has.has(id)).sort(),
    missing,
  };
}

const rounded = (value: number): number => Math.min(1, Math.round(value * 10_000) / 10_000);

/** The share that the candidate has; null when nothing is asked. */
const shareOf = (asked: readonly TagId[], has: ReadonlySet<TagId>): number | null =>
  asked.length === 0 ? null : asked.filter((id) => has.has(id)).length / asked.length;

function categoryValue(has: ReadonlySet<TagId>, asked: readonly TagId[]): number {
  if (asked.length === 0 || ofKind(has, 'job_category').length === 0) return neutral;
  return asked.some((id) => has.has(id)) ? 1 : 0;
}

function orientationValue(has: ReadonlySet<TagId>, asked: readonly TagId[]): number {
  if (asked.length === 0 || ofKind(has, 'orientation').length === 0) return neutral;
  const share = shareOf(asked, has) ?? 0;
  return share === 0 ? neutral / 2 : neutral + (1 - neutral) * share;
}

/** Null: the work is out of reach. Of several regions of a candidate the best counts. */
function regionValue(has: ReadonlySet<TagId>, { regions, remote }: MatchPosition): number | null {
  if (regions.some((id) => has.has(id)) || (remote && has.has(wantsRemote))) return 1;
  if (remote) return regionValues.remoteFromAnywhere;
  if (regions.length === 0) return neutral;
  if (regions.flatMap(neighbourIds).some((id) => has.has(id))) return regionValues.neighbour;
  if (has.has(relocates)) return regionValues.relocates;
  return ofKind(has, 'region').length === 0 ? neutral : null;
}

/** Whether a band (to exclusive) has a year in common with what is asked. */
export const bandFits = ({ from, to }: ExperienceBand, { minYears, maxYears }: MatchPosition): boolean =>
  (to === null || to > (minYears ?? 0)) && from <= (maxYears ?? Number.POSITIVE_INFINITY);

/** Too little weighs more, the more is missing; too much only makes the fit less sure. */
function experienceValue(experience: ExperienceBand | null, position: MatchPosition): number {
  if (experience === null || (position.minYears === null && position.maxYears === null)) return neutral;
  if (bandFits(experience, position)) return 1;
  const most = experience.to === null ? Number.POSITIVE_INFINITY : experience.to - 1;
  const yearsShort = Math.max(0, (position.minYears ?? 0) - most);
  return yearsShort === 0 ? 0.5 : Math.max(0, 0.6 - 0.2 * yearsShort);
}
