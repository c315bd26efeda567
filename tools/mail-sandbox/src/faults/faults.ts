import { z } from 'zod';
import { addressOf } from '../mails/address.ts';
import type { Provider } from '../mails/mail.ts';
import { seededRandom } from './seeded-random.ts';

const share = z.number().min(0).max(1).default(0);

/** The bad day of a provider. Shares are of its sends; one send has at most one fault. */
export const faultPlan = z
  .strictObject({
    /** Accepted, and then the connection breaks before the answer: for SMTP, after DATA. */
    lostAnswers: share,
    /** 429, for SMTP 421: nothing was accepted. */
    tooManyRequests: share,
    /** 500, for SMTP 451: nothing was accepted. */
    serverErrors: share,
    /** After so many faults the day is good again; without it, it stays bad. */
    times: z.number().int().min(1).optional(),
    seed: z.number().int().default(1),
    /** Recipients that SMTP refuses for good (550) or for now (450). */
    refusedRecipients: z.array(z.string()).default([]),
    deferredRecipients: z.array(z.string()).default([]),
  })
  .refine((plan) => plan.lostAnswers + plan.tooManyRequests + plan.serverErrors <= 1, 'the shares exceed 1');
export type FaultPlan = z.input<typeof faultPlan>;

export type Fault = 'lost_answer' | 'too_many_requests' | 'server_error';
export type Faults = {
  plan(provider: Provider, plan: FaultPlan | null): void;
  /** The fault of the next send, or null. */
  draw(provider: Provider): Fault | null;
  recipient(address: string): 'refused' | 'deferred' | null;
  plans(): Partial<Record<Provider, z.output<typeof faultPlan>>>;
};

export function createFaults(initial: Partial<Record<Provider, FaultPlan>> = {}): Faults {
  const plans = new Map<Provider, { plan: z.output<typeof faultPlan>; random: () => number; left: number }>();
  const faults: Faults = {
    plan(provider, wanted) {
      if (wanted === null) return void plans.delete(provider);
      const plan = faultPlan.parse(wanted);
      plans.set(provider, { plan, random: seededRandom(plan.seed), left: plan.times ?? Number.POSITIVE_INFINITY });
    },
    draw(provider) {
      const planned = plans.get(provider);
      if (!planned || planned.left === 0) return null;
      const fault = faultAt(planned.plan, planned.random());
      if (fault) planned.left -= 1;
      return fault;
    },
    recipient(address) {
      const plan = plans.get('smtp')?.plan;
      const among = (list: string[] | undefined) => list?.some((one) => addressOf(one) === addressOf(address));
      if (among(plan?.refusedRecipients)) return 'refused';
      return among(plan?.deferredRecipients) ? 'deferred' : null;
    },
    plans: () => Object.fromEntries([...plans].map(([provider, { plan }]) => [provider, plan])),
  };
  for (const [provider, plan] of Object.entries(initial)) faults.plan(provider as Provider, plan);
  return faults;
}

function faultAt(plan: z.output<typeof faultPlan>, drawn: number): Fault | null {
  const { lostAnswers, tooManyRequests, serverErrors } = plan;
  if (drawn < lostAnswers) return 'lost_answer';
  if (drawn < lostAnswers + tooManyRequests) return 'too_many_requests';
  return drawn < lostAnswers + tooManyRequests + serverErrors ? 'server_error' : null;
}
