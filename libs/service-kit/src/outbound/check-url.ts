import type { FieldError } from '@goen/contracts/public';
import { AddressRefusedError, isPublicAddress, type Outbound, readIpAddress, resolvePublic } from './public-address.ts';

type Refusal = 'malformed_url' | 'not_https' | 'credentials_in_url' | 'private_address' | 'unresolvable';

const details: Readonly<Record<Refusal, string>> = {
  malformed_url: 'Not a valid URL.',
  not_https: 'The URL must use https.',
  credentials_in_url: 'The URL must not contain a user name or password.',
  private_address: 'The URL resolves to a private address.',
  unresolvable: 'The host name does not resolve.',
};

/** Why events cannot be sent to a URL, or null. Checked again at each delivery, since names move. */
export async function checkUrl(text: string, settings: Outbound): Promise<FieldError | null> {
  const code = await findRefusal(text, settings);
  return code && { pointer: '/url', code, detail: details[code] };
}

async function findRefusal(text: string, { allowPrivate, resolve }: Outbound): Promise<Refusal | null> {
  if (!URL.canParse(text)) return 'malformed_url';
  const url = new URL(text);
  if (!isAllowedProtocol(url, allowPrivate)) return 'not_https';
  if (url.username !== '' || url.password !== '') return 'credentials_in_url';
  if (allowPrivate) return null;
  const address = readIpAddress(url);
  if (address !== null) return isPublicAddress(address) ? null : 'private_address';
  try {
    await resolvePublic(url.hostname, resolve);
    return null;
  } catch (error) {
    return error instanceof AddressRefusedError ? 'private_address' : 'unresolvable';
  }
}

export const isAllowedProtocol = ({ protocol }: URL, allowPrivate: boolean): boolean =>
  protocol === 'https:' || (allowPrivate && protocol === 'http:');
