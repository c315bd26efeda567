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

/** `counter` outlasts the ids, where the books do. */
export function createIds(random: Random, counter: { count: number }): Ids {
  return {
    uuid: () => uuidOf(random),
    next(prefix) {
      counter.count += 1;
      return `${prefix}${String(counter.count).padStart(6, '0')}`;
    },
  };
}
