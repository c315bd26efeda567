import { z } from 'zod';
import type { Random } from '../shared/seeded-random.ts';

export const vendors = ['herp', 'zoho', 'hubspot'] as const;
export type Vendor = (typeof vendors)[number];

/**
 * What goes wrong. `lost_answer`: the request is done, then the connection breaks. `hang`: the request is done, and no
 * answer comes until the caller gives up. `expire_token`: the token is refused, at Zoho for good.
 */
export const faultKinds = ['too_many_requests', 'server_error', 'hang', 'lost_answer', 'expire_token'] as const;
export type FaultKind = (typeof faultKinds)[number];

export const faultOrder = z.strictObject({
  vendor: z.enum(vendors),
  fault: z.enum(faultKinds),
  /** The request's method; without it, any. */
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).optional(),
  /** A part of the request's path; without it, any path of the vendor. */
  path: z.string().min(1).optional(),
  /** So many requests are hit, then all is well again; `null`: until it is cleared. */
  times: z.number().int().min(1).nullable().default(1),
  /** The share of the matching requests that is hit, drawn from the sandbox's seed. */
  share: z.number().gt(0).max(1).default(1),
});
export type FaultOrder = z.input<typeof faultOrder>;
type Pending = Omit<z.output<typeof faultOrder>, 'times'> & { times: number | null };
type Request = { vendor: Vendor; method: string; path: string };

export type Faults = {
  /** Orders are served in the order they came; one request has at most one fault. Throws on what is no order. */
  add(order: FaultOrder): void;
  clear(vendor?: Vendor): void;
  pending(): readonly Pending[];
  /** The fault of this request, or null. */
  take(request: Request): FaultKind | null;
};

export function createFaults(random: Random): Faults {
  let orders: Pending[] = [];
  const fits = (order: Pending, { vendor, method, path }: Request) =>
    order.vendor === vendor &&
    (order.method === undefined || order.method === method) &&
    (order.path === undefined || path.includes(order.path));
  return {
    add(order) {
      orders.push(faultOrder.parse(order));
    },
    clear(vendor) {
      orders = vendor === undefined ? [] : orders.filter((order) => order.vendor !== vendor);
    },
    pending: () => orders.map((order) => ({ ...order })),
    take(request) {
      const order = orders.find((one) => fits(one, request) && (one.share === 1 || random() < one.share));
      if (order === undefined) return null;
      if (order.times !== null) order.times -= 1;
      orders = orders.filter((one) => one.times !== 0);
      return order.fault;
    },
  };
}
