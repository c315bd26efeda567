import { createMiddleware } from 'hono/factory';
import { apiError, refuse } from './api-error.ts';

const windowMs = 1000;

/** Resend counts a whole team over all its keys, so there is one counter. `null` switches it off. */
export const rateLimit = (perSecond: number | null, now: () => Date) => {
  let windowStart = 0;
  let used = 0;
  return createMiddleware(async (c, next) => {
    if (perSecond === null) return next();
    const at = now().getTime();
    if (at - windowStart >= windowMs) {
      windowStart = at;
      used = 0;
    }
    used += 1;
    const resetSeconds = String(Math.ceil((windowStart + windowMs - at) / 1000));
    c.header('ratelimit-limit', String(perSecond));
    c.header('ratelimit-remaining', String(Math.max(0, perSecond - used)));
    c.header('ratelimit-reset', resetSeconds);
    if (used <= perSecond) return next();
    c.header('retry-after', resetSeconds);
    const message = `Too many requests. You can only make ${perSecond} requests per second.`;
    return refuse(c, apiError('rate_limit_exceeded', message));
  });
};
