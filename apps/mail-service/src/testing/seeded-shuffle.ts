import { createHash } from 'node:crypto';

/** Shuffles into an order that depends on the seed alone. */
export const seededShuffle = <T>(items: readonly T[], seed: number): T[] =>
  items
    .map((item, index) => ({ item, rank: createHash('sha256').update(`${seed}:${index}`).digest('hex') }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
    .map(({ item }) => item);
