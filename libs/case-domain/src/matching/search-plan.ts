import { type ExperienceBand, experienceBands, type TagId } from '@goen/contracts';
import { bandFits, neighbourIds, ofKind, relocates, wantsRemote } from './match-score.ts';
import type { MatchPosition, MatchProfile } from './match-types.ts';

/** What a profile is indexed by: its tags, and what else a search asks for. */
export type SearchKey = string;

const regionUntold: SearchKey = 'region:?';
const bandKey = ({ from }: ExperienceBand): SearchKey => `years:${from}`;
const internal = /^(?:region:\?|years:|stage:|wait:)/;

/** The keys of a profile; `wait:` names the half month since which it waits, so that a search can go by it. */
export function searchKeysOf(profile: MatchProfile, waitingSinceMs: number): SearchKey[] {
  const region = ofKind(profile.tags, 'region').length === 0 ? [regionUntold] : [];
  const years = profile.experience === null ? [] : [bandKey(profile.experience)];
  return [
    ...new Set([...profile.tags, ...region, ...years, `stage:${profile.stage}`, waitKeyOf(waitingSinceMs)]),
  ].sort();
}

/** The tags among the keys of a profile. */
export const tagsAmong = (keys: readonly SearchKey[]): TagId[] => keys.filter((key) => !internal.test(key));

const halfMonths = (ms: number): number => {
  const at = new Date(ms);
  return (at.getUTCFullYear() * 12 + at.getUTCMonth()) * 2 + (at.getUTCDate() > 15 ? 1 : 0);
};
const waitKeyOf = (ms: number): SearchKey => `wait:${halfMonths(ms)}`;

/** The half months from the longest wait to now, in spans that double: most searches end in the first. */
export function waitSpans(longestWaitSinceMs: number, nowMs: number): SearchKey[][] {
  const keys: SearchKey[] = [];
  for (let at = halfMonths(longestWaitSinceMs); at <= halfMonths(nowMs); at += 1) keys.push(`wait:${at}`);
  const spans: SearchKey[][] = [];
  for (let from = 0, size = 1; from < keys.length; from += size, size *= 2) {
    spans.push(keys.slice(from, from + size));
  }
  return spans;
}

/** Profiles that have all of `all` and, of each list in `anyOf`, at least one. */
export type SearchTier = { readonly all: readonly SearchKey[]; readonly anyOf: readonly (readonly SearchKey[])[] };

/**
 * Whom to look for, from those who fit in all that is asked to all who can reach the minimal score at all: each tier
 * gives up the condition that counts least of those left. Nobody outside the last tier reaches the minimum: they lack
 * something required, live too far away, or share neither a skill nor a job category. Empty: nobody can.
 */
export function searchTiers(position: MatchPosition): SearchTier[] {
  const asked = [...new Set([...position.required, ...position.desired])];
  const required = [...new Set(position.required)].sort();
  const desired = ofKind(position.desired, 'skill').filter((id) => !required.includes(id));
  const categories = ofKind(asked, 'job_category');
  const orientations = ofKind(asked, 'orientation');
  const { regions, remote } = position;
  const wanted = [...desired, ...categories];
  if (required.length === 0 && wanted.length === 0) return [];
  const near = [...regions, ...regions.flatMap(neighbourIds), relocates, regionUntold];
  const always: SearchTier = {
    all: required,
    anyOf: [...(required.length === 0 ? [wanted] : []), ...(remote || regions.length === 0 ? [] : [near])],
  };
  const asksYears = position.minYears !== null || position.maxYears !== null;
  const bands = experienceBands.filter((band) => bandFits(band, position)).map(bandKey);
  // In the order of what they count, the least first.
  const conditions: readonly SearchTier[] = [
    ...any(orientations),
    ...any(asksYears ? bands : []),
    ...any(['stage:final']),
    ...any(remote ? [...regions, wantsRemote] : regions),
    ...(desired.length > 1 ? [{ all: desired, anyOf: [] }] : []),
    ...any(desired),
    ...any(categories),
  ];
  return [...conditions.keys(), conditions.length].map((from) => joined([always, ...conditions.slice(from)]));
}

const any = (keys: readonly SearchKey[]): SearchTier[] => (keys.length === 0 ? [] : [{ all: [], anyOf: [keys] }]);

/** One of one is all of it: the index is asked once. */
function joined(tiers: readonly SearchTier[]): SearchTier {
  const lists = tiers.flatMap(({ anyOf }) => anyOf.map((keys) => [...new Set(keys)].sort()));
  const single = lists.filter(({ length }) => length === 1).flat();
  return {
    all: [...new Set([...tiers.flatMap(({ all }) => all), ...single])].sort(),
    anyOf: lists.filter(({ length }) => length > 1),
  };
}
