import { createHash } from 'node:crypto';
import type { MatchPosition } from '@goen/case-domain/matching';
import { companyId, lists, skew } from './made-up-pool.ts';

export type MadeUpPosition = MatchPosition & { readonly companyId: string };

/** What companies look for, most of it popular: the same positions for the same seed. */
export const madeUpPositions = (seed: number, count: number): MadeUpPosition[] =>
  Array.from({ length: count }, (_, nth) => madeUpPosition(seed, nth));

function madeUpPosition(seed: number, nth: number): MadeUpPosition {
  const u = drawsOf(seed, nth);
  const isTechnical = u(0) < 0.5;
  const skills = isTechnical ? lists.technicalSkills : lists.commercialSkills;
  const categories = isTechnical ? lists.technicalCategories : lists.commercialCategories;
  const pick = (list: readonly string[], draw: number) => list[Math.floor(u(draw) ** skew * list.length)] ?? '';
  const several = (count: number, list: readonly string[], from: number) => [
    ...new Set(Array.from({ length: count }, (_, at) => pick(list, from + at))),
  ];
  const place = lists.regions[Math.floor(u(1) * 85)] ?? 'region:tokyo';
  const common = { companyId: companyId(nth), remote: u(2) < 0.15, regions: [place], minYears: null, maxYears: null };
  const kind = u(3);
  // One popular skill, or a category in Tokyo, and nothing else: most of a cluster fits.
  if (kind < 0.15) return { ...common, required: [skills[0] ?? ''], desired: [], regions: ['region:tokyo'] };
  if (kind < 0.25) return { ...common, required: [], desired: [categories[0] ?? ''], regions: ['region:tokyo'] };
  // Skills that hardly anybody has together.
  if (kind < 0.3) return { ...common, required: [pick(skills, 4), skills.at(-1 - (nth % 20)) ?? ''], desired: [] };
  const years = Math.floor(u(5) * 8);
  return {
    ...common,
    required: several(1 + Math.floor(u(6) * 2), skills, 10),
    desired: [
      ...several(1 + Math.floor(u(7) * 3), skills, 15),
      pick(categories, 8),
      ...several(1, lists.orientations, 9),
    ],
    ...(u(20) < 0.6 ? { minYears: years, maxYears: u(21) < 0.5 ? null : years + 5 } : {}),
  };
}

function drawsOf(seed: number, nth: number): (draw: number) => number {
  const bytes = Buffer.concat([0, 1, 2].map((part) => createHash('sha256').update(`${seed}:${nth}:${part}`).digest()));
  return (draw) => bytes.readUInt32BE(draw * 4) / 2 ** 32;
}
