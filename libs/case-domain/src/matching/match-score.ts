import type { ExperienceBand, StageKind, TagId } from '@goen/contracts/workflow';
import { listNeighbours } from '../tags/prefectures.ts';
import {
  type MatchPosition,
  type MatchProfile,
  type MatchScore,
  type ScorePartName,
  scorePartNames,
} from './match-types.ts';

/** The weights of the parts. They add up to 1. */
export const scoreWeights: Readonly<Record<ScorePartName, number>> = {
  required_skills: 0.35,
  job_category: 0.2,
  desired_skills: 0.15,
  region: 0.15,
  orientation: 0.05,
  experience: 0.05,
  stage: 0.05,
};

/** No introduction below this score: one that does not fit would waste the company’s credit. */
export const minimalScore = 0.6;

/** A candidate who lacks a required tag, or lives too far away, stays below the minimal score. */
export const scoreCaps = { missing_required: 0.4, far_away: 0.5 } as const;

/** The value of a part that the position does not ask for or the profile does not mention: slightly below half. */
const neutralValue = 0.4;

const regionValues = { neighbour: 0.6, relocates: 0.5, remoteFromAnywhere: 0.8 } as const;
const stageValues: Readonly<Record<StageKind, number>> = { final: 1, interview: 0.7, documents: 0.4, other: 0.2 };

export const selectTags = (ids: Iterable<TagId>, kind: string): TagId[] =>
  [...ids].filter((id) => id.startsWith(`${kind}:`));
export const listNeighbourTags = (region: TagId): TagId[] =>
  listNeighbours(region.slice('region:'.length)).map((id) => `region:${id}`);
export const remoteTag: TagId = 'orientation:remote';
export const relocationTag: TagId = 'orientation:relocation';

/**
 * Scores how well a candidate fits a position, with reasons. Order and repetition of tags do not matter, and adding a
 * tag that the position asks for never lowers the score.
 */
export function scoreMatch(profile: MatchProfile, position: MatchPosition): MatchScore {
  const candidateTags = new Set(profile.tags);
  const required = new Set(position.required);
  const desired = new Set(position.desired.filter((id) => !required.has(id)));
  const wanted = new Set([...required, ...desired]);
  const region = scoreRegion(candidateTags, position);
  const values: Record<ScorePartName, number> = {
    required_skills: computeShare(selectTags(required, 'skill'), candidateTags) ?? neutralValue,
    desired_skills: computeShare(selectTags(desired, 'skill'), candidateTags) ?? neutralValue,
    job_category: scoreCategory(candidateTags, selectTags(wanted, 'job_category')),
    region: region ?? 0,
    orientation: scoreOrientation(candidateTags, selectTags(wanted, 'orientation')),
    experience: scoreExperience(profile.experience, position),
    stage: stageValues[profile.stage],
  };
  const missing = [...required].filter((id) => !candidateTags.has(id)).sort();
  const cap = missing.length > 0 ? 'missing_required' : region === null ? 'far_away' : null;
  const sum = scorePartNames.reduce((total, name) => total + scoreWeights[name] * values[name], 0);
  return {
    total: roundScore(cap === null ? sum : Math.min(sum, scoreCaps[cap])),
    parts: Object.fromEntries(
      scorePartNames.map((name) => [name, { weight: scoreWeights[name], value: roundScore(values[name]) }]),
    ) as MatchScore['parts'],
    cap,
    matched: [...wanted, ...new Set(position.regions)].filter((id) => candidateTags.has(id)).sort(),
    missing,
  };
}

const roundScore = (value: number): number => Math.min(1, Math.round(value * 10_000) / 10_000);

/** The share of the wanted tags that the candidate has; null when none are wanted. */
const computeShare = (wanted: readonly TagId[], candidateTags: ReadonlySet<TagId>): number | null =>
  wanted.length === 0 ? null : wanted.filter((id) => candidateTags.has(id)).length / wanted.length;

function scoreCategory(candidateTags: ReadonlySet<TagId>, wanted: readonly TagId[]): number {
  if (wanted.length === 0 || selectTags(candidateTags, 'job_category').length === 0) return neutralValue;
  return wanted.some((id) => candidateTags.has(id)) ? 1 : 0;
}

function scoreOrientation(candidateTags: ReadonlySet<TagId>, wanted: readonly TagId[]): number {
  if (wanted.length === 0 || selectTags(candidateTags, 'orientation').length === 0) return neutralValue;
  const share = computeShare(wanted, candidateTags) ?? 0;
  return share === 0 ? neutralValue / 2 : neutralValue + (1 - neutralValue) * share;
}

/** The candidate’s best region counts. Null: too far away. */
function scoreRegion(candidateTags: ReadonlySet<TagId>, { regions, remote }: MatchPosition): number | null {
  if (regions.some((id) => candidateTags.has(id)) || (remote && candidateTags.has(remoteTag))) return 1;
  if (remote) return regionValues.remoteFromAnywhere;
  if (regions.length === 0) return neutralValue;
  if (regions.flatMap(listNeighbourTags).some((id) => candidateTags.has(id))) return regionValues.neighbour;
  if (candidateTags.has(relocationTag)) return regionValues.relocates;
  return selectTags(candidateTags, 'region').length === 0 ? neutralValue : null;
}

/** Whether an experience band (`to` is exclusive) overlaps the years that the position asks for. */
export const overlapsExperience = ({ from, to }: ExperienceBand, { minYears, maxYears }: MatchPosition): boolean =>
  (to === null || to > (minYears ?? 0)) && from <= (maxYears ?? Number.POSITIVE_INFINITY);

/** Each missing year lowers the value; too many years only make the fit less certain. */
function scoreExperience(experience: ExperienceBand | null, position: MatchPosition): number {
  if (experience === null || (position.minYears === null && position.maxYears === null)) return neutralValue;
  if (overlapsExperience(experience, position)) return 1;
  const mostYears = experience.to === null ? Number.POSITIVE_INFINITY : experience.to - 1;
  const yearsShort = Math.max(0, (position.minYears ?? 0) - mostYears);
  return yearsShort === 0 ? 0.5 : Math.max(0, 0.6 - 0.2 * yearsShort);
}
