import type { FieldError } from '@goen/contracts/public';
import { AddressRefusedError, addressOf, isPublicAddress, type Outbound, resolvePublic } from './public-address.ts';

type Refusal = 'malformed_url' | 'not_https' | 'credentials_in_url' | 'private_address' | 'unresolvable';

const details: Readonly<Record<Refusal, string>> = {
  malformed_url: 'This is no URL.',
  not_https: 'Events are sent to https alone.',
  credentials_in_url: 'A URL must not hold a user or a password.',
  private_address: 'The URL leads to an address that is not of the public internet.',
  unresolvable: 'The name of the host has no address.',
};

/** Why events can't be sent to a URL, or null. It is looked at again at each delivery: names move. */
export async function refusedUrl(text: string, settings: Outbound): Promise<FieldError | null> {
  const code = await refusalOf(text, settings);
  return code && { pointer: '/url', code, detail: details[code] };
}

async function refusalOf(text: string, { allowPrivate, resolve }: Outbound): Promise<Refusal | null> {
  if (!URL.canParse(text)) return 'malformed_url';
  const url = new URL(text);
  if (!isTakenProtocol(url, allowPrivate)) return 'not_https';
  if (url.username !== '' || url.password !== '') return 'credentials_in_url';
  if (allowPrivate) return null;
  const address = addressOf(url);
  if (address !== null) return isPublicAddress(address) ? null : 'private_address';
  try {
    await resolvePublic(url.hostname, resolve);
    return null;
  } catch (error) {
    return error instanceof AddressRefusedError ? 'private_address' : 'unresolvable';
  }
}

export const isTakenProtocol = ({ protocol }: URL, allowPrivate: boolean): boolean =>
  protocol === 'https:' || (allowPrivate && protocol === 'http:');
