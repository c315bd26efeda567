import type { MailProvider } from '../provider.ts';

const hourMs = 60 * 60 * 1000;
/** How long the local inbox recognises a repeated request. */
const idempotencyWindowMs = 23 * hourMs;
const maxBatch = 100;
const requestsPerSecond = 10;

export type SandboxSettings = { readonly inboxUrl: string | null; readonly timeoutMs: number };

/**
 * For companies that test an integration: mails go to the local inbox, or, without one, nowhere but into
 * `GET /v1/messages`. There is no setting with which they could reach anybody else.
 */
export function createSandboxProvider({ inboxUrl, timeoutMs }: SandboxSettings): MailProvider {
  return {
    name: 'sandbox',
    maxBatch,
    requestsPerSecond,
    idempotencyWindowMs,
    async send(mails, key) {
      if (inboxUrl === null) {
        const outcomes = mails.map(({ messageId }) => ({
          kind: 'accepted' as const,
          providerId: `sandbox_${messageId}`,
        }));
        return { kind: 'done', outcomes };
      }
      const body = mails.map(({ mail: { replyTo, ...mail } }) => ({ ...mail, ...(replyTo && { reply_to: replyTo }) }));
      const response = await fetch(`${inboxUrl}/emails/batch`, {
        method: 'POST',
        headers: { authorization: 'Bearer re_sandbox', 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(timeoutMs),
      }).catch(() => null);
      if (!response?.ok) {
        await response?.body?.cancel();
        return {
          kind: 'transient',
          code: response ? `inbox_${response.status}` : 'inbox_unreachable',
          mayBeSent: true,
        };
      }
      const { data } = (await response.json()) as { data: { id: string }[] };
      return { kind: 'done', outcomes: data.map(({ id }) => ({ kind: 'accepted', providerId: id })) };
    },
  };
}
