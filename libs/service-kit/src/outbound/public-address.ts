import { lookup } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
import { isIP } from 'node:net';
import { callbackify } from 'node:util';
import ipaddr from 'ipaddr.js';

export type Address = { readonly address: string; readonly family: number };
export type Resolve = (hostname: string) => Promise<readonly Address[]>;

/** Where requests to company-supplied URLs may go. */
export type Outbound = {
  /** For development and tests: allows http and private addresses. */
  readonly allowPrivate: boolean;
  readonly resolve: Resolve;
};

export const systemResolve: Resolve = (hostname) => lookup(hostname, { all: true });

/** A host name resolves to an address outside the public internet. */
export class AddressRefusedError extends Error {
  override name = 'AddressRefusedError';
  readonly code = 'address_refused';
}

/** Metadata and credentials of machines in Azure: a public address that leads elsewhere there. */
const azureHost = '168.63.129.16';
/** All that is assigned to the public internet; IPv4-compatible addresses (`::7f00:1`) are not in it. */
const globalUnicast = ipaddr.parseCIDR('2000::/3');

/**
 * True for an address on the public internet: not loopback, private, link-local, shared, multicast, reserved or
 * documentation, and not an IPv6 form that embeds IPv4 (mapped ones are checked as IPv4).
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  if (parsed.range() !== 'unicast' || parsed.toString() === azureHost) return false;
  if (parsed.kind() === 'ipv4') return true;
  const { parts } = parsed as ipaddr.IPv6;
  const isIsatap = parts[5] === 0x5efe && (parts[4] === 0 || parts[4] === 0x200);
  return parsed.match(globalUnicast) && !isIsatap;
}

/** The host of a URL when it is an IP address, without the brackets of IPv6; null for a name. */
export function readIpAddress(url: URL): string | null {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return isIP(host) === 0 ? null : host;
}

/** Whether a URL leads to this machine, whatever the port. */
export function isThisMachine(url: string): boolean {
  const parsed = new URL(url);
  const address = readIpAddress(parsed);
  if (address !== null) return ipaddr.process(address).range() === 'loopback';
  return /^(.+\.)?localhost\.?$/.test(parsed.hostname);
}

/** Whether somebody elsewhere can open a URL, as far as its text tells: https and no private name or address. */
export function isPublicHttps(url: string): boolean {
  const parsed = new URL(url);
  const address = readIpAddress(parsed);
  if (parsed.protocol !== 'https:') return false;
  if (address !== null) return isPublicAddress(address);
  return parsed.hostname.includes('.') && !privateNames.test(parsed.hostname);
}

/** RFC 2606, 6761, 6762 and 8375, and the name that ICANN reserved for private use in 2024. */
const privateNames = /\.(localhost|local|internal|home\.arpa|test|example|invalid)\.?$/;

/** All addresses of a host name; throws `AddressRefusedError` when any of them is not public. */
export async function resolvePublic(hostname: string, resolve: Resolve): Promise<readonly Address[]> {
  const addresses = await resolve(hostname);
  if (addresses.length === 0) throw Object.assign(new Error('no address'), { code: 'ENOTFOUND' });
  for (const { address } of addresses) if (!isPublicAddress(address)) throw new AddressRefusedError();
  return addresses;
}

/**
 * The DNS lookup of a connection: it connects to the very address that was checked, so DNS rebinding does not work.
 */
export function pinnedLookup(resolveAll: (hostname: string) => Promise<readonly Address[]>): LookupFunction {
  const look = callbackify(resolveAll);
  return (hostname, options, done) =>
    look(hostname, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error) done(error, '');
      else if (options.all) done(null, [...addresses]);
      else done(null, first?.address ?? '', first?.family);
    });
}
