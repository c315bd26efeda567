import type { DeliveryError } from '@goen/contracts/public';
import { Agent, request } from 'undici';
import { parseRetryAfterMs } from '../retry-after.ts';
import { isAllowedProtocol } from './check-url.ts';
import { isPublicAddress, type Outbound, pinnedLookup, readIpAddress, resolvePublic } from './public-address.ts';

export type SendResult =
  | { readonly kind: 'answered'; readonly status: number; readonly retryAfterMs: number }
  | { readonly kind: 'failed'; readonly error: DeliveryError };

export type Sender = {
  readonly send: (url: string, headers: Readonly<Record<string, string>>, body: string) => Promise<SendResult>;
  readonly close: () => Promise<void>;
};

/** Only the status of a response is kept; a longer body ends the connection. */
const maxAnswerBytes = 16_384;

/**
 * Posts to company-supplied URLs safely: https to public addresses only, pinned to the address that was checked, without
 * following redirects, within `timeoutMs` in total.
 */
export function openSender({ allowPrivate, resolve }: Outbound, timeoutMs: number): Sender {
  const resolveAll = allowPrivate ? resolve : (hostname: string) => resolvePublic(hostname, resolve);
  const agent = new Agent({
    connect: { lookup: pinnedLookup(resolveAll), timeout: timeoutMs },
    // As many connections as requests: a host that serves several companies must not make one wait for another.
    pipelining: 1,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
  });
  return {
    async send(text, headers, body) {
      const url = new URL(text);
      if (!isAllowedProtocol(url, allowPrivate)) return { kind: 'failed', error: 'url_refused' };
      // An IP address as host is connected to without a DNS lookup.
      const address = readIpAddress(url);
      if (address !== null && !allowPrivate && !isPublicAddress(address)) {
        return { kind: 'failed', error: 'address_refused' };
      }
      try {
        const signal = AbortSignal.timeout(timeoutMs);
        const answer = await request(url, { dispatcher: agent, method: 'POST', headers, body, signal });
        answer.body.dump({ limit: maxAnswerBytes }).catch(() => undefined);
        // Seconds only: a receiver's clock is not trusted.
        const retryAfterMs = parseRetryAfterMs(answer.headers['retry-after']?.toString()) ?? 0;
        return { kind: 'answered', status: answer.statusCode, retryAfterMs };
      } catch (error) {
        return { kind: 'failed', error: toDeliveryError(error) };
      }
    },
    close: () => agent.destroy(),
  };
}

const errorsByCode: Readonly<Record<string, DeliveryError>> = {
  address_refused: 'address_refused',
  ENOTFOUND: 'unresolvable',
  EAI_AGAIN: 'unresolvable',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
};

function toDeliveryError(error: unknown): DeliveryError {
  if (!(error instanceof Error)) return 'connection_failed';
  if (error.name === 'TimeoutError') return 'timeout';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (/^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/.test(code)) return 'tls_failed';
  return errorsByCode[code] ?? (error.cause === undefined ? 'connection_failed' : toDeliveryError(error.cause));
}
