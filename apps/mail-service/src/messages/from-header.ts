import type { SenderIdentity } from '@goen/contracts/internal';
import { readDomain } from '@goen/service-kit';
import { oneLine } from '../rendering/one-line.ts';

/** `"社名" <address>` (RFC 5322 quoted-string). One line, so that a name can't inject another header. */
export function fromHeader({ name, fromAddress }: SenderIdentity): string {
  const displayName = oneLine(name);
  return displayName === ''
    ? fromAddress
    : `"${displayName.replace(/["\\]/g, (char) => `\\${char}`)}" <${fromAddress}>`;
}

/** The domain of a header that `fromHeader` made. */
export const readFromDomain = (from: string): string => readDomain(from.replace(/>$/, ''));
