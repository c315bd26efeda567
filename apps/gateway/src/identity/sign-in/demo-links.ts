import { createHmac } from 'node:crypto';
import { equalSecrets } from '@goen/service-kit';

const mark = 'demo.';
const sign = (secret: string, email: string): string =>
  createHmac('sha256', secret).update(`${mark}${email}`).digest('base64url');

/** A token that signs a person of the demo in as often as they like, where the gateway has the demo's secret. */
export const createDemoToken = (secret: string, email: string): string =>
  `${mark}${Buffer.from(email).toString('base64url')}.${sign(secret, email)}`;

/** The address in such a token; null when it is an ordinary one, or the gateway is no demo's. */
export function readDemoToken(secret: string | null, token: string): string | null {
  if (secret === null || !token.startsWith(mark)) return null;
  const [address = '', signature = ''] = token.slice(mark.length).split('.');
  const email = Buffer.from(address, 'base64url').toString('utf8');
  return equalSecrets(signature, sign(secret, email)) ? email : null;
}
