import type { Socket } from 'node:net';
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
  createMiddleware<{ Bindings: HttpBindings }>(async (c, next): Promise<Response | void> => {
    const counters = stats[options.provider];
    counters.requests += 1;
    const fault = options.isSend(c) ? faults.drawFault(options.provider) : null;
    if (fault?.kind === 'too_many_requests') {
      counters.rateLimited += 1;
      return options.tooManyRequests(c);
    }
    if (fault?.kind === 'server_error') {
      counters.serverErrors += 1;
      return options.serverError(c);
    }
    if (fault === null || fault.isAccepted) await next();
    if (c.finalized && c.res.status === 429) counters.rateLimited += 1;
    if (c.finalized && c.res.status >= 500) counters.serverErrors += 1;
    if (fault === null || (fault.isAccepted && !c.res.ok)) return;
    if (fault.kind === 'bad_gateway') {
      counters.badGateways += 1;
      c.res = undefined;
      c.res = c.html('<html><body><h1>502 Bad Gateway</h1></body></html>', 502);
      return;
    }
    const { socket } = c.env.incoming;
    if (fault.kind === 'hang') {
      counters.hangs += 1;
      await untilClosed(socket);
      return c.body(null, 500);
    }
    counters.lostAnswers += 1;
    socket.destroy();
  });

const untilClosed = (socket: Socket) =>
  new Promise<void>((resolve) => (socket.destroyed ? resolve() : void socket.once('close', () => resolve())));
