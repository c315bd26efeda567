import { wantsOpening } from '@goen/case-domain';
import { type MatchPosition, type MatchProfile, scoreMatch } from '@goen/case-domain/matching';
import { isOverruled, type OverruledKeys, readTag, type TagReading, toTagIds } from '@goen/case-domain/tags';
import type { Em } from '@goen/case-store';
import { Candidate, Position, type PositionTag } from '@goen/case-store';
import { findExperienceBand, type MailPreferences } from '@goen/contracts/workflow';
import { readComparedTags } from './pool-profile.ts';

/**
 * The columns of a position's tags; `faults`: the index and reading of each tag that is unreadable or sensitive.
 * `overruled`: by its company.
 */
export function readPositionTags(tags: readonly PositionTag[], overruled: OverruledKeys) {
  const idsOf = (need: PositionTag['need']) =>
    toTagIds(
      tags.filter((tag) => tag.need === need),
      overruled,
    );
  const faults = tags.flatMap((tag, at) => {
    const reading: TagReading = readTag(tag, isOverruled(tag, overruled));
    return reading.kind === 'read' ? [] : [{ at, reading }];
  });
  const columns = {
    tags: [...tags],
    requiredIds: idsOf('required'),
    desiredIds: idsOf('desired'),
    regionIds: idsOf('region'),
  };
  return { columns, faults };
}

export const toMatchPosition = (of: Position): MatchPosition => ({
  required: of.requiredIds,
  desired: of.desiredIds,
  regions: of.regionIds,
  remote: of.remote,
  minYears: of.minYears ?? null,
  maxYears: of.maxYears ?? null,
});

/** More than a company has open; the newest are compared. */
const maxCompared = 500;

/** The company's open positions that the candidate wants and that fit them best, newest first among equals. */
export async function findBestPositions(
  em: Em,
  candidateId: string,
  limit: number,
  preferences?: MailPreferences,
): Promise<Position[]> {
  const candidate = await em.findOneOrFail(Candidate, { id: candidateId });
  const { companyId, experienceYears, lastStage } = candidate;
  const newest = await em.find(
    Position,
    { companyId, state: 'open' },
    { orderBy: { createdAt: 'desc', id: 'desc' }, limit: maxCompared },
  );
  const open = preferences
    ? newest.filter(({ requiredIds, desiredIds }) => wantsOpening(preferences, [...requiredIds, ...desiredIds]))
    : newest;
  if (open.length <= 1) return open;
  const years = experienceYears ?? null;
  const profile: MatchProfile = {
    tags: await readComparedTags(em, candidate),
    experience: years === null ? null : findExperienceBand(years),
    stage: lastStage,
  };
  return open
    .map((position) => ({ position, score: scoreMatch(profile, toMatchPosition(position)).total }))
    .toSorted((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ position }) => position);
}
