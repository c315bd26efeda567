import { isIPv4, isIPv6 } from 'node:net';
import type { Context } from 'hono';

/**
 * The address that a request comes from; null when there is none. Of `X-Forwarded-For` only what our own proxies added
 * counts.
 */
export function readAddress(c: Context, trustedProxies: number): string | null {
  const forwarded = (c.req.header('x-forwarded-for') ?? '').split(',').map((part) => part.trim());
  const socket = (c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined)?.incoming?.socket;
  const address = trustedProxies > 0 ? forwarded.at(-trustedProxies) : socket?.remoteAddress;
  return address
    ? withoutPort(address)
        .replace(/^::ffff:(?=\d+\.)/i, '')
        .toLowerCase()
    : null;
}

/** Some proxies add the port of the connection. It is ignored: otherwise reconnecting would get around the limit. */
const withoutPort = (address: string): string =>
  address.replace(/^(\d+(?:\.\d+){3}):\d+$/, '$1').replace(/^\[([^\]]*)\](?::\d+)?$/, '$1');

/** The network that a request comes from, as limits count it. */
export function readNetwork(c: Context, trustedProxies: number): string {
  const address = readAddress(c, trustedProxies);
  return address === null ? 'unknown' : toNetwork(address);
}

/** An IPv4 address as it is, or the first half of an IPv6 address: who has one of its addresses has all of them. */
export const toNetwork = (address: string): string =>
  isIPv6(address) ? `${toGroups(address).slice(0, 4).join(':')}::/64` : address;

/** Shortened so that it no longer names one machine: an IPv4 /24 or an IPv6 /48. Null for what is no address. */
export function shortenAddress(address: string): string | null {
  if (isIPv4(address)) return `${address.split('.').slice(0, 3).join('.')}.0/24`;
  if (!isIPv6(address)) return null;
  return `${toGroups(address).slice(0, 3).join(':')}::/48`;
}

/** The eight groups of an IPv6 address, however it is written; one with an IPv4 part has fewer, at its end. */
function toGroups(address: string): string[] {
  const [head = ''] = address.split('%');
  const [left = '', right] = head.split('::');
  const leftGroups = left === '' ? [] : left.split(':');
  const rightGroups = right === undefined || right === '' ? [] : right.split(':');
  const zeros = right === undefined ? 0 : 8 - leftGroups.length - rightGroups.length;
  const groups = [...leftGroups, ...Array.from({ length: zeros }, () => '0'), ...rightGroups];
  return groups.map((group) => Number.parseInt(group, 16).toString(16));
}
