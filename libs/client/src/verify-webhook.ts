import { Webhook } from 'standardwebhooks';
import type { webhooks } from './api.gen.ts';

/** The signature does not match, the time is too far off, or a header is missing. */
export class WebhookVerificationError extends Error {
  override name = 'WebhookVerificationError';
}

type Payload<Operation> = Operation extends { post: { requestBody: { content: { 'application/json': infer Body } } } }
  ? Body
  : never;
/** An event as it is delivered, told apart by its `type`. Types may be added: ignore those that you do not know. */
export type WebhookEvent = { [Type in keyof webhooks]: Payload<webhooks[Type]> }[keyof webhooks];
export type WebhookEventType = WebhookEvent['type'];
export type VerifiedEvent = WebhookEvent & {
  /** `webhook-id`: the same for retries and replays. Deduplicate by it. */
  readonly id: string;
};

export type WebhookHeaders = Headers | Readonly<Record<string, string | readonly string[] | undefined>>;

const headerNames = ['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const;

/**
 * The event of a delivery, once its signature and its time are checked (Standard Webhooks: at most five minutes off).
 * `rawBody` is the body as it was received, not parsed. Throws `WebhookVerificationError`. While you rotate a secret,
 * give the old and the new one.
 */
export function verifyWebhook(
  secret: string | readonly string[],
  rawBody: string | Uint8Array,
  headers: WebhookHeaders,
): VerifiedEvent {
  const body = typeof rawBody === 'string' ? rawBody : new TextDecoder().decode(rawBody);
  const signed = Object.fromEntries(headerNames.map((name) => [name, readHeader(headers, name)]));
  const secrets = typeof secret === 'string' ? [secret] : secret;
  let reason: unknown = 'No secret was given.';
  for (const candidate of secrets) {
    try {
      const event = new Webhook(candidate).verify(body, signed) as WebhookEvent;
      return { ...event, id: signed['webhook-id'] ?? '' };
    } catch (error) {
      reason = error instanceof Error ? error.message : error;
    }
  }
  throw new WebhookVerificationError(String(reason));
}

function readHeader(headers: WebhookHeaders, name: string): string {
  if (headers instanceof Headers) return headers.get(name) ?? '';
  const key = Object.keys(headers).find((candidate) => candidate.toLowerCase() === name);
  const value = key === undefined ? undefined : headers[key];
  return (typeof value === 'string' ? value : value?.[0]) ?? '';
}
