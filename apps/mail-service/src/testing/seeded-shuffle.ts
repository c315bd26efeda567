import { createHash } from 'node:crypto';

/** In an order that depends on the seed alone. */
export const seededShuffle = <T>(items: readonly T[], seed: number): T[] =>
  items
    .map((item, nth) => ({ item, at: createHash('sha256').update(`${seed}:${nth}`).digest('hex') }))
    .sort((a, b) => (a.at < b.at ? -1 : 1))
    .map(({ item }) => item);
