import type { Resend } from 'resend';
import type { InTurn, ListedSuppression } from './provider.ts';

const limit = 100;

/** https://resend.com/docs/api-reference/suppressions: newest first. What a person put there by hand counts as a bounce. */
export async function* resendSuppressions(
  resend: Resend,
  { timeoutMs, inTurn }: { timeoutMs: number; inTurn: InTurn },
): AsyncGenerator<ListedSuppression[]> {
  let after: string | undefined;
  do {
    const from = after === undefined ? {} : { after };
    const { data, error } = await inTurn(() =>
      resend.suppressions.list({ limit, ...from }, { signal: AbortSignal.timeout(timeoutMs) }),
    );
    if (error) throw new Error(`The provider's suppressions can't be read: ${error.name}.`);
    yield data.data.map(({ email, origin }) => ({ email, reason: origin === 'complaint' ? 'complained' : 'bounced' }));
    after = data.has_more ? data.data.at(-1)?.id : undefined;
  } while (after !== undefined);
}
