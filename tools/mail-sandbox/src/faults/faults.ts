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
    /** The plan ends after this many faults; unlimited by default. */
    times: z.number().int().min(1).optional(),
    seed: z.number().int().default(1),
    /** Recipients that SMTP refuses permanently (550). */
    refusedRecipients: z.array(z.string()).default([]),
    /** Recipients that SMTP defers (450). */
    deferredRecipients: z.array(z.string()).default([]),
  })
  .refine((plan) => plan.lostAnswers + plan.tooManyRequests + plan.serverErrors <= 1, 'the shares exceed 1');
export type FaultPlan = z.input<typeof faultPlan>;
type ParsedFaultPlan = z.output<typeof faultPlan>;

type Fault = 'lost_answer' | 'too_many_requests' | 'server_error';
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
      const fault = toFault(active.plan, active.random());
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

/** Maps a random number in [0, 1) to a fault by the plan's shares. */
function toFault({ lostAnswers, tooManyRequests, serverErrors }: ParsedFaultPlan, random: number): Fault | null {
  if (random < lostAnswers) return 'lost_answer';
  if (random < lostAnswers + tooManyRequests) return 'too_many_requests';
  return random < lostAnswers + tooManyRequests + serverErrors ? 'server_error' : null;
}
