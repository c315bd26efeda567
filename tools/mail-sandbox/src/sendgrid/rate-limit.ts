import { createMiddleware } from 'hono/factory';
import { createFixedWindow } from '../http/fixed-window.ts';
import { respondWithSendgridErrors } from './sendgrid-error.ts';

/** SendGrid counts in windows and reports when the window ends (epoch seconds). `null` switches the limit off. */
export const sendgridRateLimit = (perMinute: number | null, now: () => Date) => {
  const countRequest = createFixedWindow(60_000, now);
  return createMiddleware(async (c, next) => {
    if (perMinute === null) return next();
    const { used, resetAtMs } = countRequest();
    c.header('x-ratelimit-limit', String(perMinute));
    c.header('x-ratelimit-remaining', String(Math.max(0, perMinute - used)));
    c.header('x-ratelimit-reset', String(Math.ceil(resetAtMs / 1000)));
    if (used <= perMinute) return next();
    return respondWithSendgridErrors(c, 429, { message: 'too many requests', field: null });
  });
};
