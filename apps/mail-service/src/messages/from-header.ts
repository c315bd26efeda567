import type { SenderIdentity } from '@goen/contracts/internal';
import { oneLine } from '../rendering/one-line.ts';

/** `"社名" <address>` (RFC 5322 quoted-string). One line, so that a name can't start another header. */
export function fromHeader({ name, fromAddress }: SenderIdentity): string {
  const clean = oneLine(name);
  return clean === '' ? fromAddress : `"${clean.replace(/["\\]/g, (char) => `\\${char}`)}" <${fromAddress}>`;
}
