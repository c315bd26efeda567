import type { Random } from './seeded-random.ts';

/** The ids of a vendor's books: the same for the same seed, so that a failing run can be repeated. */
export type Ids = {
  /** A UUID of version 4. */
  uuid(): string;
  /** Digits that begin with `prefix` and count up: as Zoho's and HubSpot's ids do. */
  next(prefix: string): string;
};

const hex = (random: Random, digits: number) =>
  Array.from({ length: digits }, () => Math.floor(random() * 16).toString(16)).join('');

export function uuidOf(random: Random): string {
  const variant = '89ab'.charAt(Math.floor(random() * 4));
  return `${hex(random, 8)}-${hex(random, 4)}-4${hex(random, 3)}-${variant}${hex(random, 3)}-${hex(random, 12)}`;
}

export function createIds(random: Random): Ids {
  let count = 0;
  return {
    uuid: () => uuidOf(random),
    next(prefix) {
      count += 1;
      return `${prefix}${String(count).padStart(6, '0')}`;
    },
  };
}
