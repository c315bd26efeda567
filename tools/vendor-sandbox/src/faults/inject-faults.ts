import { once } from 'node:events';
import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { Faults, VendorName } from './faults.ts';

/** A vendor's own response for each fault that is one. */
type FaultResponses = Record<'tooManyRequests' | 'serverError' | 'expireToken', (c: Context) => Response>;

/** Makes requests to a vendor fail as its fault rules say. Must be the vendor's first middleware. */
export const injectFaults = (faults: Faults, vendor: VendorName, responses: FaultResponses) =>
  createMiddleware<{ Bindings: HttpBindings }>(async (c, next) => {
    const fault = faults.take({ vendor, method: c.req.method, path: c.req.path });
    if (fault === 'too_many_requests') return responses.tooManyRequests(c);
    if (fault === 'server_error') return responses.serverError(c);
    if (fault === 'expire_token') return responses.expireToken(c);
    await next();
    const { socket } = c.env.incoming;
    if (fault === 'lost_answer') socket.destroy();
    if (fault === 'hang' && !socket.destroyed) await once(socket, 'close');
  });
