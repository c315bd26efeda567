import {
  type Admission,
  createLeasedBudget,
  HttpProblem,
  type LeasedBudget,
  type LimitRequests,
  type Logger,
  type RatePolicy,
} from '@goen/service-kit';
import type { Context } from 'hono';
import type { Principal } from '../../identity/principal.ts';
import type { Session } from '../../identity/sessions/find-session.ts';
import type { Identity } from '../../identity/sign-in/identity.ts';
import { readNetwork } from '../network.ts';
import { createRequestCount } from './count-requests.ts';

/** Requests per minute; 0: no limit. */
export type RateLimits = {
  readonly perKey: number;
  readonly perSession: number;
  readonly perCompany: number;
  /** Of requests without a key or session, or with one that is refused. */
  readonly perAddress: number;
};

type Options = {
  readonly identity: Identity;
  readonly logger: Logger;
  readonly limits: RateLimits;
  readonly trustedProxies: number;
  /** What people see in place of a problem; null for programs. */
  readonly refusePage: (c: Context, retryAfter: string) => Promise<Response> | null;
};
type Budget = { readonly policy: RatePolicy; readonly take: LeasedBudget['take'] };
type Charge = { readonly budget: Budget; readonly subject: string };
type Taken = { readonly policy: RatePolicy; readonly admission: Admission };

const windowSeconds = 60;
/** Files, documents, health, and what our own services report: they cost little, or come from our own network. */
const unlimited = /^\/(?:$|console\b|docs\b|(?:operator\/)?openapi\.json|sign-in\b|livez|readyz|internal\/)/;

/** Limits requests per key and company, session and company, or address, over all gateways on one database. */
export function createRequestLimits(options: Options): LimitRequests {
  const { identity, logger, limits, trustedProxies, refusePage } = options;
  const count = createRequestCount(identity);
  const onError = (error: unknown) => logger.warn({ err: error }, 'Failed to lease a budget of requests');
  const toBudget = (name: string, limit: number): Budget | null => {
    const policy = { name, limit, windowSeconds };
    return limit === 0 ? null : { policy, ...createLeasedBudget(policy, { count, onError }) };
  };
  const key = toBudget('key', limits.perKey);
  const session = toBudget('session', limits.perSession);
  const company = toBudget('company', limits.perCompany);
  const address = toBudget('address', limits.perAddress);

  function listCharges(c: Context): Charge[] {
    const principal = c.get('principal') as Principal | undefined;
    const charges: Charge[] = [];
    const charge = (budget: Budget | null, subject: string) => budget && charges.push({ budget, subject });
    if (principal?.kind === 'key') charge(key, principal.keyId);
    else {
      const sessionId = (c.get('session') as Session | undefined)?.id;
      if (sessionId === undefined) charge(address, readNetwork(c, trustedProxies));
      else charge(session, sessionId);
    }
    if (principal !== undefined && principal.kind !== 'operator') charge(company, principal.companyId);
    return charges;
  }

  function settle(c: Context, taken: readonly Taken[]): Promise<Response> | null {
    const headers = toHeaders(taken);
    c.set('rateLimit', headers);
    const refused = taken.find(({ admission }) => !admission.isAdmitted);
    if (refused === undefined) return null;
    const retryAfter = String(refused.admission.secondsLeft);
    const page = refusePage(c, retryAfter);
    if (page !== null) return page;
    throw new HttpProblem('too_many_requests', { headers: { 'retry-after': retryAfter } });
  }

  return {
    take(c, route) {
      if (unlimited.test(route)) return null;
      const charges = listCharges(c);
      const admissions = charges.map(({ budget, subject }) => budget.take(subject));
      const toTaken = (all: readonly Admission[]) =>
        charges.flatMap(({ budget: { policy } }, n): Taken[] => (all[n] ? [{ policy, admission: all[n] }] : []));
      // Nearly always at once: a promise would cost every request a turn.
      if (admissions.every((admission): admission is Admission => !('then' in admission))) {
        return settle(c, toTaken(admissions));
      }
      return Promise.all(admissions.map(async (admission) => admission)).then((all) => settle(c, toTaken(all)));
    },
    readHeaders: (c) => c.get('rateLimit') as Readonly<Record<string, string>> | undefined,
  };
}

/** draft-ietf-httpapi-ratelimit-headers: the policies, and what is left of each until its window ends. */
function toHeaders(taken: readonly Taken[]): Record<string, string> {
  return {
    'ratelimit-policy': taken
      .map(({ policy: { name, limit } }) => `"${name}";q=${limit};w=${windowSeconds}`)
      .join(', '),
    ratelimit: taken
      .map(({ policy, admission }) => `"${policy.name}";r=${admission.remaining};t=${admission.secondsLeft}`)
      .join(', '),
  };
}
