import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { Provider } from '../mails/mail.ts';
import type { Faults } from './faults.ts';
import type { Stats } from './stats.ts';

type Respond = (c: Context) => Response;
/** Which requests send mail, and the provider's form of 429 and 500. */
type InjectFaultsOptions = {
  provider: Provider;
  isSend: (c: Context) => boolean;
  tooManyRequests: Respond;
  serverError: Respond;
};

/** Counts a provider's requests and applies its fault plan to its sends. */
export const injectFaults = (faults: Faults, stats: Stats, options: InjectFaultsOptions) =>
  createMiddleware<{ Bindings: HttpBindings }>(async (c, next) => {
    const counters = stats[options.provider];
    counters.requests += 1;
    const fault = options.isSend(c) ? faults.drawFault(options.provider) : null;
    if (fault === 'too_many_requests') {
      counters.rateLimited += 1;
      return options.tooManyRequests(c);
    }
    if (fault === 'server_error') {
      counters.serverErrors += 1;
      return options.serverError(c);
    }
    await next();
    if (c.res.status === 429) counters.rateLimited += 1;
    if (c.res.status >= 500) counters.serverErrors += 1;
    if (fault !== 'lost_answer' || !c.res.ok) return;
    counters.lostAnswers += 1;
    c.env.incoming.socket.destroy();
  });
