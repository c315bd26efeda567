import { AsyncLocalStorage } from 'node:async_hooks';
import { Agent, Dispatcher, getGlobalDispatcher, setGlobalDispatcher } from 'undici';
import { isAllowedProtocol } from './check-url.ts';
import {
  AddressRefusedError,
  isPublicAddress,
  type Outbound,
  pinnedLookup,
  readIpAddress,
  resolvePublic,
} from './public-address.ts';

export type FetchGuard = {
  /** Whatever `work` fetches goes to public addresses only, each pinned to the address that was checked. */
  readonly run: <T>(work: () => Promise<T>) => Promise<T>;
  readonly close: () => Promise<void>;
};

type GuardOptions = Pick<Outbound, 'resolve'> & {
  /** Origins that the operator allows on private addresses, and without https. */
  readonly allowedOrigins: readonly string[];
  readonly timeoutMs: number;
};

const guards = new AsyncLocalStorage<Dispatcher>();

/** Hands each request on to the guard of the work that makes it. */
class GuardedDispatcher extends Dispatcher {
  readonly #other = getGlobalDispatcher();
  override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    return (guards.getStore() ?? this.#other).dispatch(options, handler);
  }
}
let isInstalled = false;

/**
 * For libraries that call the global `fetch` with URLs of a company, such as those of its identity provider: what they
 * are told is checked once, but names move, and documents name further URLs. Redirects are checked like any request.
 */
export function openFetchGuard({ resolve, allowedOrigins, timeoutMs }: GuardOptions): FetchGuard {
  if (!isInstalled) setGlobalDispatcher(new GuardedDispatcher());
  isInstalled = true;
  const timeouts = { headersTimeout: timeoutMs, bodyTimeout: timeoutMs };
  const lookup = pinnedLookup((hostname) => resolvePublic(hostname, resolve));
  const strict = new Agent({ ...timeouts, connect: { lookup, timeout: timeoutMs } });
  const open = new Agent({ ...timeouts, connect: { timeout: timeoutMs } });
  const guard = new (class extends Dispatcher {
    override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
      const url = new URL(String(options.origin));
      if (allowedOrigins.includes(url.origin)) return open.dispatch(options, handler);
      // An IP address as host is connected to without a DNS lookup.
      const address = readIpAddress(url);
      const isRefused = !isAllowedProtocol(url, false) || (address !== null && !isPublicAddress(address));
      if (isRefused) throw new AddressRefusedError();
      return strict.dispatch(options, handler);
    }
  })();
  return {
    run: (work) => guards.run(guard, work),
    async close() {
      await Promise.all([strict.destroy(), open.destroy()]);
    },
  };
}
