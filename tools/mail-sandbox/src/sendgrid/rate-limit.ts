import { createMiddleware } from 'hono/factory';
import { refuseAs } from './sendgrid-error.ts';

const windowMs = 60_000;

/** SendGrid counts in windows that end at a time it names (epoch seconds). `null` switches it off. */
export const rateLimit = (perMinute: number | null, now: () => Date) => {
  let windowStart = 0;
  let used = 0;
  return createMiddleware(async (c, next) => {
    if (perMinute === null) return next();
    const at = now().getTime();
    if (at - windowStart >= windowMs) {
      windowStart = at;
      used = 0;
    }
    used += 1;
    c.header('x-ratelimit-limit', String(perMinute));
    c.header('x-ratelimit-remaining', String(Math.max(0, perMinute - used)));
    c.header('x-ratelimit-reset', String(Math.ceil((windowStart + windowMs) / 1000)));
    return used <= perMinute ? next() : refuseAs(c, 429, { message: 'too many requests', field: null });
  });
};
