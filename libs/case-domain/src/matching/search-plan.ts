import { experienceBands, type TagId } from '@goen/contracts/workflow';
import { bandFits, matchScore, neighbourIds, ofKind, relocates, wantsRemote } from './match-score.ts';
import type { MatchPosition, MatchProfile } from './match-types.ts';

/**
 * What a profile is indexed by: a skill or job category, where, and the half month since which the candidate waits:
 * `skill:go@tokyo#48645`, and `skill:go#48645` for work from anywhere. A popular skill alone has a fifth of the pool;
 * each of these has a small list, and a search goes by them from the longest wait on.
 */
export type SearchKey = string;

const placeUntold = '?';
const placeAny = '*';
const placeOf = (region: TagId): string => region.slice('region:'.length);
const anchorsOf = (tags: readonly TagId[]): TagId[] => [
  ...new Set([...ofKind(tags, 'skill'), ...ofKind(tags, 'job_category')]),
];

/** Half months since the year 0, by UTC. */
export const halfMonthOf = (ms: number): number => {
  const at = new Date(ms);
  return (at.getUTCFullYear() * 12 + at.getUTCMonth()) * 2 + (at.getUTCDate() > 15 ? 1 : 0);
};

/** The half months from the longest wait to now. */
export const halfMonthsSince = (sinceMs: number, nowMs: number): number[] => {
  const first = halfMonthOf(sinceMs);
  return Array.from({ length: Math.max(0, halfMonthOf(nowMs) - first) + 1 }, (_, nth) => first + nth);
};

export function searchKeysOf({ tags }: Pick<MatchProfile, 'tags'>, waitingSinceMs: number): SearchKey[] {
  const wait = halfMonthOf(waitingSinceMs);
  const regions = ofKind(tags, 'region').map(placeOf);
  const places = [
    ...(regions.length === 0 ? [placeUntold] : regions),
    ...(tags.includes(relocates) ? [placeAny] : []),
  ].map((place) => `@${place}`);
  const keys = anchorsOf(tags).flatMap((tag) => ['', ...places].map((place) => `${tag}${place}#${wait}`));
  return [...new Set(keys)].sort();
}

/** Of those who wait since one half month: a profile must have at least one key of each list. */
export type SearchGroups = readonly (readonly SearchKey[])[];

/** Where a search looks: within reach, or just where the work is. */
export type SearchWidth = 'all' | 'strict';

/**
 * `all`: nobody outside reaches the minimal score: they lack something required, live out of reach, or share neither
 * a skill nor a job category. `strict`: those of them who have every skill and a category that is asked for, and live
 * where the work is. No list at all: nobody can reach it.
 */
export function searchGroups(position: MatchPosition, width: SearchWidth, halfMonth: number): SearchGroups {
  const required = anchorsOf(position.required);
  const desired = anchorsOf(position.desired).filter((tag) => !required.includes(tag));
  const skills = ofKind(desired, 'skill');
  const categories = ofKind(desired, 'job_category');
  const lists: TagId[][] = [
    ...required.map((tag) => [tag]),
    ...(width === 'strict' ? skills.map((tag) => [tag]) : []),
    ...(width === 'strict' && categories.length > 0 ? [categories] : []),
  ];
  if (lists.length === 0 && desired.length > 0) lists.push(desired);
  const places = placesFor(position, width);
  return lists.map((tags) => tags.flatMap((tag) => places.map((place) => `${tag}${place}#${halfMonth}`)));
}

function placesFor({ regions, remote }: MatchPosition, width: SearchWidth): string[] {
  if (remote || regions.length === 0) return [''];
  const near = width === 'strict' ? regions : [...regions, ...regions.flatMap(neighbourIds)];
  const unsure = width === 'strict' ? [] : [placeUntold, placeAny];
  return [...new Set([...near.map(placeOf), ...unsure])].map((place) => `@${place}`);
}

/** The score of who has all that is asked for: no other is higher. */
export function bestScoreOf(position: MatchPosition): number {
  const tags = [...position.required, ...position.desired, ...position.regions, wantsRemote];
  const experience = experienceBands.find((band) => bandFits(band, position)) ?? null;
  return matchScore({ tags, experience, stage: 'final' }, position).total;
}
