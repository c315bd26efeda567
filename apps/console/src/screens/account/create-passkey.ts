import { unwrap } from '@goen/client';
import { api } from '../../api/client.ts';

/** Whether this browser can make passkeys for this address: a plain IP address has none. */
export const canAddPasskeys = (): boolean =>
  'PublicKeyCredential' in window && !/^[\d.]+$|:/.test(window.location.hostname);

/** Why the browser made no passkey, other than a refusal of the API. */
export class PasskeyError extends Error {
  override name = 'PasskeyError';
  readonly reason: 'cancelled' | 'known' | 'failed';
  constructor(reason: PasskeyError['reason']) {
    super(reason);
    this.reason = reason;
  }
}

/** Lets the device make a passkey, and adds it to the account. Throws `PasskeyError` and what the API refuses. */
export async function createPasskey(name: string) {
  const options = await unwrap(api.POST('/v1/passkeys/options'));
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(
    options as unknown as PublicKeyCredentialCreationOptionsJSON,
  );
  const created = await navigator.credentials.create({ publicKey }).catch((error: unknown) => {
    throw new PasskeyError(toReason(error));
  });
  if (!(created instanceof PublicKeyCredential)) throw new PasskeyError('failed');
  const credential = created.toJSON() as unknown as { readonly id: string; readonly [key: string]: unknown };
  return unwrap(api.POST('/v1/passkeys', { body: { name, credential } }));
}

function toReason(error: unknown): PasskeyError['reason'] {
  if (!(error instanceof DOMException)) return 'failed';
  if (error.name === 'NotAllowedError' || error.name === 'AbortError') return 'cancelled';
  return error.name === 'InvalidStateError' ? 'known' : 'failed';
}
