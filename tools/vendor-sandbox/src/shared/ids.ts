import type { Random } from '@goen/sandbox-kit';

/** Generates a vendor's ids: the same for the same seed, so that a failing run can be repeated. */
export type Ids = {
  /** A version 4 UUID. */
  uuid(): string;
  /** `prefix` and a sequence number, like the ids of Zoho and HubSpot. */
  next(prefix: string): string;
};

const drawHex = (random: Random, digits: number) =>
  Array.from({ length: digits }, () => Math.floor(random() * 16).toString(16)).join('');

export function drawUuid(random: Random): string {
  const variant = '89ab'.charAt(Math.floor(random() * 4));
  return `${drawHex(random, 8)}-${drawHex(random, 4)}-4${drawHex(random, 3)}-${variant}${drawHex(random, 3)}-${drawHex(random, 12)}`;
}

/** `counter` is part of the kept state, so the sequence continues after a restart. */
export function createIds(random: Random, counter: { count: number }): Ids {
  return {
    uuid: () => drawUuid(random),
    next(prefix) {
      counter.count += 1;
      return `${prefix}${String(counter.count).padStart(6, '0')}`;
    },
  };
}
