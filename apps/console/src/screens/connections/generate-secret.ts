/** Secrets that we choose, and that are then entered in the other system. */
export const isOurs = (name: string): boolean => name in lengths;

const standardBytes = 24;
const lengths: Readonly<Record<string, number>> = { signing_key: 24, secret: 24, signing_secret: standardBytes };

/** A random secret in the form that the field takes; `signing_secret` as Standard Webhooks writes it. */
export function generateSecret(name: string): string {
  const bytes = crypto.getRandomValues(new Uint8Array(lengths[name] ?? standardBytes));
  const text = btoa(String.fromCharCode(...bytes));
  return name === 'signing_secret' ? `whsec_${text}` : text.replaceAll('+', '-').replaceAll('/', '_');
}
