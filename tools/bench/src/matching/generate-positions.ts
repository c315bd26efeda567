import { createHash } from 'node:crypto';
import type { MatchPosition } from '@goen/case-domain/matching';
import { popularityLists as lists, skew, toCompanyId } from './generate-pool.ts';

export type GeneratedPosition = MatchPosition & { readonly companyId: string };

/** Positions with mostly popular requirements: the same for the same seed. */
export const generatePositions = (seed: number, count: number): GeneratedPosition[] =>
  Array.from({ length: count }, (_, index) => generatePosition(seed, index));

function generatePosition(seed: number, index: number): GeneratedPosition {
  const draw = createDraws(seed, index);
  const isTechnical = draw(0) < 0.5;
  const skills = isTechnical ? lists.technicalSkills : lists.commercialSkills;
  const categories = isTechnical ? lists.technicalCategories : lists.commercialCategories;
  const pick = (list: readonly string[], slot: number) => list[Math.floor(draw(slot) ** skew * list.length)] ?? '';
  const pickSome = (count: number, list: readonly string[], firstSlot: number) => [
    ...new Set(Array.from({ length: count }, (_, offset) => pick(list, firstSlot + offset))),
  ];
  const region = lists.regions[Math.floor(draw(1) * 85)] ?? 'region:tokyo';
  const common = {
    companyId: toCompanyId(index),
    remote: draw(2) < 0.15,
    regions: [region],
    minYears: null,
    maxYears: null,
  };
  const kind = draw(3);
  // Only one popular skill, or a category in Tokyo: most of a cluster fits.
  if (kind < 0.15) return { ...common, required: [skills[0] ?? ''], desired: [], regions: ['region:tokyo'] };
  if (kind < 0.25) return { ...common, required: [], desired: [categories[0] ?? ''], regions: ['region:tokyo'] };
  // Skills that hardly anyone has together.
  if (kind < 0.3) return { ...common, required: [pick(skills, 4), skills.at(-1 - (index % 20)) ?? ''], desired: [] };
  const years = Math.floor(draw(5) * 8);
  return {
    ...common,
    required: pickSome(1 + Math.floor(draw(6) * 2), skills, 10),
    desired: [
      ...pickSome(1 + Math.floor(draw(7) * 3), skills, 15),
      pick(categories, 8),
      ...pickSome(1, lists.orientations, 9),
    ],
    ...(draw(20) < 0.6 ? { minYears: years, maxYears: draw(21) < 0.5 ? null : years + 5 } : {}),
  };
}

/** Numbers from 0 to 1 by slot, derived from a hash. */
function createDraws(seed: number, index: number): (slot: number) => number {
  const bytes = Buffer.concat(
    [0, 1, 2].map((part) => createHash('sha256').update(`${seed}:${index}:${part}`).digest()),
  );
  return (slot) => bytes.readUInt32BE(slot * 4) / 2 ** 32;
}
