import { once } from 'node:events';
import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { Faults, Vendor } from './faults.ts';

/** How a vendor says each of its refusals. */
export type FaultAnswers = Record<'tooManyRequests' | 'serverError' | 'expireToken', (c: Context) => Response>;

/** Gives a vendor's requests the faults that were ordered. Stands before all else of the vendor. */
export const faulty = (faults: Faults, vendor: Vendor, answers: FaultAnswers) =>
  createMiddleware<{ Bindings: HttpBindings }>(async (c, next) => {
    const fault = faults.take({ vendor, method: c.req.method, path: c.req.path });
    if (fault === 'too_many_requests') return answers.tooManyRequests(c);
    if (fault === 'server_error') return answers.serverError(c);
    if (fault === 'expire_token') return answers.expireToken(c);
    await next();
    const { socket } = c.env.incoming;
    if (fault === 'lost_answer') socket.destroy();
    if (fault === 'hang' && !socket.destroyed) await once(socket, 'close');
  });
