import type { Random } from '@goen/sandbox-kit';
import { z } from 'zod';

export const vendorNames = ['herp', 'zoho', 'hubspot'] as const;
export type VendorName = (typeof vendorNames)[number];

/**
 * `lost_answer`: the request is carried out, then the connection breaks. `hang`: it is carried out, and no response
 * comes until the caller gives up. `expire_token`: the token is refused; at Zoho it stays revoked.
 */
const faultKinds = ['too_many_requests', 'server_error', 'hang', 'lost_answer', 'expire_token'] as const;
type FaultKind = (typeof faultKinds)[number];

export const faultRule = z.strictObject({
  vendor: z.enum(vendorNames),
  fault: z.enum(faultKinds),
  /** Without it, any method matches. */
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).optional(),
  /** A substring of the request's path; without it, any path of the vendor matches. */
  path: z.string().min(1).optional(),
  /** How many requests fail before the rule ends; `null`: until it is cleared. */
  times: z.number().int().min(1).nullable().default(1),
  /** The share of the matching requests that fail, drawn from the sandbox's seed. */
  share: z.number().gt(0).max(1).default(1),
});
type ActiveRule = z.output<typeof faultRule>;
type Request = { vendor: VendorName; method: string; path: string };

export type Faults = {
  /** The first matching rule applies, in the order they were added. Throws a ZodError on an invalid rule. */
  add(rule: z.input<typeof faultRule>): void;
  clear(vendor?: VendorName): void;
  pending(): readonly ActiveRule[];
  /** Draws the fault of this request and counts it against its rule; null when none applies. */
  take(request: Request): FaultKind | null;
};

export function createFaults(random: Random): Faults {
  let rules: ActiveRule[] = [];
  return {
    add(rule) {
      rules.push(faultRule.parse(rule));
    },
    clear(vendor) {
      rules = vendor === undefined ? [] : rules.filter((rule) => rule.vendor !== vendor);
    },
    pending: () => rules.map((rule) => ({ ...rule })),
    take(request) {
      const rule = rules.find(
        (candidate) => matchesRule(candidate, request) && (candidate.share === 1 || random() < candidate.share),
      );
      if (rule === undefined) return null;
      if (rule.times !== null) rule.times -= 1;
      rules = rules.filter(({ times }) => times !== 0);
      return rule.fault;
    },
  };
}

const matchesRule = (rule: ActiveRule, { vendor, method, path }: Request) =>
  rule.vendor === vendor &&
  (rule.method === undefined || rule.method === method) &&
  (rule.path === undefined || path.includes(rule.path));
