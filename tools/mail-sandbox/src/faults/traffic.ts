import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { Provider } from '../mails/mail.ts';
import type { Faults } from './faults.ts';
import type { Stats } from './stats.ts';

type Answer = (c: Context) => Response;
/** How a provider says 429 and 500, and which paths send. */
export type TrafficOptions = {
  provider: Provider;
  isSend: (c: Context) => boolean;
  tooManyRequests: Answer;
  serverError: Answer;
};

/** Counts a provider's requests and gives its sends the faults that were asked for. */
export const traffic = (faults: Faults, stats: Stats, options: TrafficOptions) =>
  createMiddleware<{ Bindings: HttpBindings }>(async (c, next) => {
    const counters = stats[options.provider];
    counters.requests += 1;
    const fault = options.isSend(c) ? faults.draw(options.provider) : null;
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
