import type { Resend } from 'resend';
import type { ListedSuppression, RateLimiter } from '../provider.ts';

const limit = 100;

/** https://resend.com/docs/api-reference/suppressions: newest first. Addresses added by hand count as bounced. */
export async function* listResendSuppressions(
  resend: Resend,
  { timeoutMs, rateLimit }: { timeoutMs: number; rateLimit: RateLimiter },
): AsyncGenerator<ListedSuppression[]> {
  let after: string | undefined;
  do {
    const cursor = after === undefined ? {} : { after };
    const { data, error } = await rateLimit(() =>
      resend.suppressions.list({ limit, ...cursor }, { signal: AbortSignal.timeout(timeoutMs) }),
    );
    if (error) throw new Error(`Failed to read Resend's suppressions: ${error.name}.`);
    yield data.data.map(({ email, origin }) => ({ email, reason: origin === 'complaint' ? 'complained' : 'bounced' }));
    after = data.has_more ? data.data.at(-1)?.id : undefined;
  } while (after !== undefined);
}
