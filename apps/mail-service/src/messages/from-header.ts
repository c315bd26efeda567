import type { SenderIdentity } from '@goen/contracts';

/** `"社名" <address>` (RFC 5322 quoted-string). Control characters go, so that a name can't start another header. */
export function fromHeader({ name, fromAddress }: SenderIdentity): string {
  const clean = name.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  return clean === '' ? fromAddress : `"${clean.replace(/["\\]/g, (char) => `\\${char}`)}" <${fromAddress}>`;
}
