import { lookup } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
import { isIP } from 'node:net';
import { callbackify } from 'node:util';
import ipaddr from 'ipaddr.js';

export type Address = { readonly address: string; readonly family: number };
export type Resolve = (hostname: string) => Promise<readonly Address[]>;

/** Where requests to URLs of companies may go. */
export type Outbound = {
  /** Of development and tests: http, and addresses of this machine and its network. */
  readonly allowPrivate: boolean;
  readonly resolve: Resolve;
};

export const systemResolve: Resolve = (hostname) => lookup(hostname, { all: true });

/** Thrown where a name leads to an address that is not of the public internet. */
export class AddressRefusedError extends Error {
  override name = 'AddressRefusedError';
  readonly code = 'address_refused';
}

/**
 * Whether an address is one of the public internet: no loopback, private, link-local, shared, multicast, reserved or
 * documentation range, and none that carries an IPv4 address within (mapped ones are looked at as IPv4).
 */
export const isPublicAddress = (address: string): boolean =>
  ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast';

/** The host of a URL as an address, without the brackets of IPv6; null when it is a name. */
export function addressOf(url: URL): string | null {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return isIP(host) === 0 ? null : host;
}

/** All addresses of a name; throws `AddressRefusedError` when any of them is not public. */
export async function resolvePublic(hostname: string, resolve: Resolve): Promise<readonly Address[]> {
  const addresses = await resolve(hostname);
  if (addresses.length === 0) throw Object.assign(new Error('no address'), { code: 'ENOTFOUND' });
  for (const { address } of addresses) if (!isPublicAddress(address)) throw new AddressRefusedError();
  return addresses;
}

/**
 * The look-up of a connection: what was checked is what is connected to, so that a name which answers otherwise the
 * next time (DNS rebinding) leads nowhere.
 */
export function pinnedLookup(addressesOf: (hostname: string) => Promise<readonly Address[]>): LookupFunction {
  const look = callbackify(addressesOf);
  return (hostname, options, done) =>
    look(hostname, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error) done(error, '');
      else if (options.all) done(null, [...addresses]);
      else done(null, first?.address ?? '', first?.family);
    });
}
