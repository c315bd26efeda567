import type sgClient from '@sendgrid/client';
import type { ListedSuppression, RateLimiter } from '../provider.ts';

const limit = 500;
const lists = [
  ['/v3/suppression/bounces', 'bounced'],
  ['/v3/suppression/spam_reports', 'complained'],
] as const;

/** https://www.twilio.com/docs/sendgrid/api-reference/bounces-api: newest first; both lists in step, page by page. */
export async function* listSendgridSuppressions(
  client: typeof sgClient,
  rateLimit: RateLimiter,
): AsyncGenerator<ListedSuppression[]> {
  for (let offset = 0; ; offset += limit) {
    const pages = await Promise.all(
      lists.map(async ([url, reason]) => {
        const [{ body }] = await rateLimit(() => client.request({ method: 'GET', url, qs: { limit, offset } }));
        return (body as { email: string }[]).map(({ email }): ListedSuppression => ({ email, reason }));
      }),
    );
    const page = pages.flat();
    if (page.length > 0) yield page;
    if (pages.every(({ length }) => length < limit)) return;
  }
}
