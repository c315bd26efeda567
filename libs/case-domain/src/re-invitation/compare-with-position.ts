import type { ExperienceBand, RegionFit, TagId } from '@goen/contracts/workflow';
import { overlapsExperience } from '../matching/match-score.ts';
import type { MatchPosition } from '../matching/match-types.ts';
import { listNeighbours } from '../tags/prefectures.ts';

export type Requirement = { readonly tag: TagId; readonly need: 'required' | 'desired'; readonly met: boolean };
/** What a former candidate meets of what an opening asks for: facts, no number and no rank. */
export type PositionFit = {
  readonly requirements: readonly Requirement[];
  /** Null: the opening names no workplace. */
  readonly region: RegionFit | null;
  /** They said that they would move, or want to work remotely. */
  readonly relocates: boolean;
  readonly wantsRemote: boolean;
  /** Null: the opening asks for no years, or theirs are unknown. */
  readonly experience: boolean | null;
};

type Profile = { readonly tags: readonly TagId[]; readonly experience: ExperienceBand | null };

export function compareWithPosition({ tags, experience }: Profile, position: MatchPosition): PositionFit {
  const known = new Set(tags);
  const required = [...new Set(position.required)];
  const desired = [...new Set(position.desired)].filter((id) => !required.includes(id));
  const asksYears = position.minYears !== null || position.maxYears !== null;
  return {
    requirements: [
      ...required.map((tag) => ({ tag, need: 'required' as const, met: known.has(tag) })),
      ...desired.map((tag) => ({ tag, need: 'desired' as const, met: known.has(tag) })),
    ],
    region: position.regions.length === 0 ? null : findRegionFit(known, position.regions),
    relocates: known.has('orientation:relocation'),
    wantsRemote: known.has('orientation:remote'),
    experience: asksYears && experience !== null ? overlapsExperience(experience, position) : null,
  };
}

/** The prefectures beside those of the workplaces, as tags. */
export const listNeighbouringRegions = (regions: readonly TagId[]): TagId[] => {
  const around = regions.flatMap((region) =>
    listNeighbours(region.slice('region:'.length)).map((id) => `region:${id}`),
  );
  return [...new Set(around)].filter((id) => !regions.includes(id));
};

function findRegionFit(known: ReadonlySet<TagId>, regions: readonly TagId[]): RegionFit {
  if (regions.some((id) => known.has(id))) return 'same';
  if (listNeighbouringRegions(regions).some((id) => known.has(id))) return 'neighbour';
  return [...known].some((id) => id.startsWith('region:')) ? 'elsewhere' : 'unknown';
}
