import type { DeliveryError } from '@goen/contracts/public';
import { Agent, request } from 'undici';
import { parseRetryAfterMs } from '../retry-after.ts';
import { addressOf, isPublicAddress, type Outbound, pinnedLookup, resolvePublic } from './public-address.ts';
import { isTakenProtocol } from './refused-url.ts';

export type SentAnswer =
  | { readonly kind: 'answered'; readonly status: number; readonly retryAfterMs: number }
  | { readonly kind: 'failed'; readonly error: DeliveryError };

export type Sender = {
  readonly send: (url: string, headers: Readonly<Record<string, string>>, body: string) => Promise<SentAnswer>;
  readonly close: () => Promise<void>;
};

/** What an endpoint says beyond its status is not kept; more than this ends the connection. */
const maxAnswerBytes = 16_384;
const connectionsPerHost = 4;

/**
 * Posts to URLs that companies gave, whoever may own the name: to public addresses over https alone, to the very address
 * that was checked, without following redirects, and no longer than `timeoutMs` altogether.
 */
export function openSender({ allowPrivate, resolve }: Outbound, timeoutMs: number): Sender {
  const addressesOf = allowPrivate ? resolve : (hostname: string) => resolvePublic(hostname, resolve);
  const agent = new Agent({
    connect: { lookup: pinnedLookup(addressesOf), timeout: timeoutMs },
    connections: connectionsPerHost,
    pipelining: 1,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
  });
  return {
    async send(text, headers, body) {
      const url = new URL(text);
      if (!isTakenProtocol(url, allowPrivate)) return { kind: 'failed', error: 'url_refused' };
      // A host that is an address is connected to without a look-up.
      const address = addressOf(url);
      if (address !== null && !allowPrivate && !isPublicAddress(address)) {
        return { kind: 'failed', error: 'address_refused' };
      }
      try {
        const signal = AbortSignal.timeout(timeoutMs);
        const answer = await request(url, { dispatcher: agent, method: 'POST', headers, body, signal });
        answer.body.dump({ limit: maxAnswerBytes }).catch(() => undefined);
        // Seconds only: the clock of a receiver is not trusted.
        const retryAfterMs = parseRetryAfterMs(answer.headers['retry-after']?.toString()) ?? 0;
        return { kind: 'answered', status: answer.statusCode, retryAfterMs };
      } catch (error) {
        return { kind: 'failed', error: errorOf(error) };
      }
    },
    close: () => agent.destroy(),
  };
}

const byCode: Readonly<Record<string, DeliveryError>> = {
  address_refused: 'address_refused',
  ENOTFOUND: 'unresolvable',
  EAI_AGAIN: 'unresolvable',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
};

function errorOf(error: unknown): DeliveryError {
  if (!(error instanceof Error)) return 'connection_failed';
  if (error.name === 'TimeoutError') return 'timeout';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (/^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/.test(code)) return 'tls_failed';
  return byCode[code] ?? (error.cause === undefined ? 'connection_failed' : errorOf(error.cause));
}
