import { createSeededRandom } from '@goen/sandbox-kit';
import { z } from 'zod';
import { extractAddress } from '../mails/address.ts';
import type { Provider } from '../mails/mail.ts';

const share = z.number().min(0).max(1).default(0);

/** The faults of one provider. Shares are of its sends; a send has at most one fault. */
export const faultPlan = z
  .strictObject({
    /** The mail is accepted, then the connection breaks before the answer; for SMTP, after DATA. */
    lostAnswers: share,
    /** 429, for SMTP 421; nothing is accepted. */
    tooManyRequests: share,
    /** 500, for SMTP 451; nothing is accepted. */
    serverErrors: share,
    /** No answer ever; every other mail, by chance, was accepted before. */
    hangs: share,
    /** A proxy's 502 in HTML; every other mail, by chance, was accepted before. SMTP has none. */
    badGateways: share,
    /** The plan ends after this many faults; unlimited by default. */
    times: z.number().int().min(1).optional(),
    seed: z.number().int().default(1),
    /** Recipients that SMTP refuses permanently (550). */
    refusedRecipients: z.array(z.string()).default([]),
    /** Recipients that SMTP defers (450). */
    deferredRecipients: z.array(z.string()).default([]),
  })
  .refine(
    (plan) => plan.lostAnswers + plan.tooManyRequests + plan.serverErrors + plan.hangs + plan.badGateways <= 1,
    'the shares exceed 1',
  );
export type FaultPlan = z.input<typeof faultPlan>;
type ParsedFaultPlan = z.output<typeof faultPlan>;

export type Fault = {
  readonly kind: 'lost_answer' | 'too_many_requests' | 'server_error' | 'hang' | 'bad_gateway';
  /** Whether the provider takes the mail all the same. */
  readonly isAccepted: boolean;
};
export type Faults = {
  /** null removes the plan. */
  setPlan(provider: Provider, plan: FaultPlan | null): void;
  listPlans(): Partial<Record<Provider, ParsedFaultPlan>>;
  /** Draws the fault of the next send; null if it has none. */
  drawFault(provider: Provider): Fault | null;
  findRecipientFault(address: string): 'refused' | 'deferred' | null;
};

export function createFaults(initialPlans: Partial<Record<Provider, FaultPlan>> = {}): Faults {
  const activePlans = new Map<Provider, { plan: ParsedFaultPlan; random: () => number; faultsLeft: number }>();
  const faults: Faults = {
    setPlan(provider, input) {
      if (input === null) return void activePlans.delete(provider);
      const plan = faultPlan.parse(input);
      const faultsLeft = plan.times ?? Number.POSITIVE_INFINITY;
      activePlans.set(provider, { plan, random: createSeededRandom(plan.seed), faultsLeft });
    },
    listPlans: () => Object.fromEntries([...activePlans].map(([provider, { plan }]) => [provider, plan])),
    drawFault(provider) {
      const active = activePlans.get(provider);
      if (!active || active.faultsLeft === 0) return null;
      const fault = toFault(active.plan, active.random);
      if (fault) active.faultsLeft -= 1;
      return fault;
    },
    findRecipientFault(address) {
      const plan = activePlans.get('smtp')?.plan;
      const includesAddress = (recipients: string[] | undefined) =>
        recipients?.some((recipient) => extractAddress(recipient) === extractAddress(address));
      if (includesAddress(plan?.refusedRecipients)) return 'refused';
      return includesAddress(plan?.deferredRecipients) ? 'deferred' : null;
    },
  };
  for (const [provider, plan] of Object.entries(initialPlans)) faults.setPlan(provider as Provider, plan);
  return faults;
}

/** Draws a fault by the plan's shares. */
function toFault(plan: ParsedFaultPlan, random: () => number): Fault | null {
  const faults = [
    [plan.lostAnswers, { kind: 'lost_answer', isAccepted: true }],
    [plan.tooManyRequests, { kind: 'too_many_requests', isAccepted: false }],
    [plan.serverErrors, { kind: 'server_error', isAccepted: false }],
    [plan.hangs / 2, { kind: 'hang', isAccepted: true }],
    [plan.hangs / 2, { kind: 'hang', isAccepted: false }],
    [plan.badGateways / 2, { kind: 'bad_gateway', isAccepted: true }],
    [plan.badGateways / 2, { kind: 'bad_gateway', isAccepted: false }],
  ] as const;
  let left = random();
  for (const [part, fault] of faults) {
    if (left < part) return fault;
    left -= part;
  }
  return null;
}
