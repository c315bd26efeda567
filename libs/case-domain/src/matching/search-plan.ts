import { experienceBands, type TagId } from '@goen/contracts/workflow';
import {
  listNeighbourTags,
  overlapsExperience,
  relocationTag,
  remoteTag,
  scoreMatch,
  selectTags,
} from './match-score.ts';
import type { MatchPosition, MatchProfile } from './match-types.ts';

/**
 * An index key of a profile: a skill or job category, a place, and the half month since which the candidate waits, as
 * in `skill:go@tokyo#48645`, or `skill:go#48645` for work from anywhere. A popular skill alone matches a fifth of the
 * pool; each of these keys has a short list, and a search reads them from the longest wait on.
 */
export type SearchKey = string;

const placeUnknown = '?';
const placeAnywhere = '*';
const toPlace = (region: TagId): string => region.slice('region:'.length);

/** A profile is found by its skills and job categories. */
const selectAnchorTags = (tags: readonly TagId[]): TagId[] => [
  ...new Set([...selectTags(tags, 'skill'), ...selectTags(tags, 'job_category')]),
];

/** Half months since the year 0, in UTC. */
export const toHalfMonth = (ms: number): number => {
  const date = new Date(ms);
  return (date.getUTCFullYear() * 12 + date.getUTCMonth()) * 2 + (date.getUTCDate() > 15 ? 1 : 0);
};

/** The half months from the longest wait to now, both included. */
export const listHalfMonths = (sinceMs: number, nowMs: number): number[] => {
  const first = toHalfMonth(sinceMs);
  return Array.from({ length: Math.max(0, toHalfMonth(nowMs) - first) + 1 }, (_, index) => first + index);
};

/** All keys under which a profile is indexed, each once, sorted. */
export function buildSearchKeys({ tags }: Pick<MatchProfile, 'tags'>, waitingSinceMs: number): SearchKey[] {
  const halfMonth = toHalfMonth(waitingSinceMs);
  const regions = selectTags(tags, 'region').map(toPlace);
  const places = [
    ...(regions.length === 0 ? [placeUnknown] : regions),
    ...(tags.includes(relocationTag) ? [placeAnywhere] : []),
  ].map((place) => `@${place}`);
  const keys = selectAnchorTags(tags).flatMap((tag) => ['', ...places].map((place) => `${tag}${place}#${halfMonth}`));
  return [...new Set(keys)].sort();
}

/** A profile matches when it has at least one key of each group. All keys are of one half month. */
type SearchGroups = readonly (readonly SearchKey[])[];

/** How wide a search is: everyone within reach, or only the best candidates where the work is. */
export type SearchWidth = 'all' | 'strict';

/**
 * `all` covers everyone who can reach the minimal score: the others lack a required tag, live too far away, or share
 * neither a skill nor a job category. `strict` narrows it to candidates who have every skill and a category asked for
 * and live where the work is. Without any group nobody can reach the minimal score.
 */
export function buildSearchGroups(position: MatchPosition, width: SearchWidth, halfMonth: number): SearchGroups {
  const required = selectAnchorTags(position.required);
  const desired = selectAnchorTags(position.desired).filter((tag) => !required.includes(tag));
  const skills = selectTags(desired, 'skill');
  const categories = selectTags(desired, 'job_category');
  const tagGroups: TagId[][] = [
    ...required.map((tag) => [tag]),
    ...(width === 'strict' ? skills.map((tag) => [tag]) : []),
    ...(width === 'strict' && categories.length > 0 ? [categories] : []),
  ];
  if (tagGroups.length === 0 && desired.length > 0) tagGroups.push(desired);
  const places = listPlaces(position, width);
  return tagGroups.map((tags) => tags.flatMap((tag) => places.map((place) => `${tag}${place}#${halfMonth}`)));
}

function listPlaces({ regions, remote }: MatchPosition, width: SearchWidth): string[] {
  if (remote || regions.length === 0) return [''];
  if (width === 'strict') return toUniquePlaces(regions.map(toPlace));
  const withinReach = [...regions, ...regions.flatMap(listNeighbourTags)].map(toPlace);
  return toUniquePlaces([...withinReach, placeUnknown, placeAnywhere]);
}

const toUniquePlaces = (places: readonly string[]): string[] => [...new Set(places)].map((place) => `@${place}`);

/** The score of a candidate who has everything that is asked for: no score is higher. */
export function computeBestScore(position: MatchPosition): number {
  const tags = [...position.required, ...position.desired, ...position.regions, remoteTag];
  const experience = experienceBands.find((band) => overlapsExperience(band, position)) ?? null;
  return scoreMatch({ tags, experience, stage: 'final' }, position).total;
}
