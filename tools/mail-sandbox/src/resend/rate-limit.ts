import { createMiddleware } from 'hono/factory';
import { createFixedWindow } from '../http/fixed-window.ts';
import { createResendError, respondWithResendError } from './resend-error.ts';

/** Resend counts a team over all its keys, so there is one counter. `null` switches the limit off. */
export const resendRateLimit = (perSecond: number | null, now: () => Date) => {
  const countRequest = createFixedWindow(1000, now);
  return createMiddleware(async (c, next) => {
    if (perSecond === null) return next();
    const { used, nowMs, resetAtMs } = countRequest();
    const resetSeconds = String(Math.ceil((resetAtMs - nowMs) / 1000));
    c.header('ratelimit-limit', String(perSecond));
    c.header('ratelimit-remaining', String(Math.max(0, perSecond - used)));
    c.header('ratelimit-reset', resetSeconds);
    if (used <= perSecond) return next();
    c.header('retry-after', resetSeconds);
    const message = `Too many requests. You can only make ${perSecond} requests per second.`;
    return respondWithResendError(c, createResendError('rate_limit_exceeded', message));
  });
};
