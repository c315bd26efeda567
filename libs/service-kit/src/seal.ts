import { createCipheriv, createDecipheriv, hash, randomBytes } from 'node:crypto';

const algorithm = 'aes-256-gcm';
/** Format 1. Bytes: this, key id, IV, tag, ciphertext. The owner and these two bytes are authenticated. */
const formatByte = 0x81;
const headerBytes = 2;
const ivBytes = 12;
const tagBytes = 16;
/** Header, IV and tag: no two sealed values share these bytes. */
export const sealPrefixBytes = headerBytes + ivBytes + tagBytes;

/** 32 bytes each. The first key seals; all of them open, so that a key can be rotated out. */
export type SealKeys = Uint8Array | readonly Uint8Array[];

/**
 * Encrypts a secret for storage (AES-256-GCM). `owner`, the id of the row it belongs to, is authenticated with it: a
 * sealed secret can't be moved to another row.
 */
export function seal(secret: string | Uint8Array, owner: string, keys: SealKeys): Buffer {
  const [key] = toKeyList(keys);
  if (key === undefined) throw new Error('No key to seal with.');
  const header = Buffer.of(formatByte, toKeyId(key));
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv(algorithm, key, iv, { authTagLength: tagBytes });
  cipher.setAAD(Buffer.concat([header, Buffer.from(owner)]));
  const ciphertext = Buffer.concat([cipher.update(Buffer.from(secret)), cipher.final()]);
  return Buffer.concat([header, iv, cipher.getAuthTag(), ciphertext]);
}

/** Throws when the bytes were sealed for another owner, with an unknown key, or were changed since. */
export const unseal = (sealed: Uint8Array, owner: string, keys: SealKeys): string =>
  unsealBytes(sealed, owner, keys).toString('utf8');

export function unsealBytes(sealed: Uint8Array, owner: string, keys: SealKeys): Buffer {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  const keyList = toKeyList(keys);
  if (bytes[0] === formatByte) {
    for (const key of keyList.filter((candidate) => toKeyId(candidate) === bytes[1])) {
      const opened = tryDecrypt(bytes, headerBytes, owner, key);
      if (opened) return opened;
    }
  }
  // Values sealed before format 1 begin with the IV, whose first byte may happen to be the format byte.
  for (const key of keyList) {
    const opened = tryDecrypt(bytes, 0, owner, key);
    if (opened) return opened;
  }
  throw new Error('Failed to unseal: unable to authenticate.');
}

/** Null when the tag does not fit. */
function tryDecrypt(bytes: Buffer, offset: number, owner: string, key: Uint8Array): Buffer | null {
  const [ivStart, tagStart, ciphertextStart] = [offset, offset + ivBytes, offset + ivBytes + tagBytes];
  if (bytes.length < ciphertextStart) return null;
  const decipher = createDecipheriv(algorithm, key, bytes.subarray(ivStart, tagStart), { authTagLength: tagBytes });
  decipher.setAAD(Buffer.concat([bytes.subarray(0, offset), Buffer.from(owner)]));
  decipher.setAuthTag(bytes.subarray(tagStart, ciphertextStart));
  const start = decipher.update(bytes.subarray(ciphertextStart));
  try {
    return Buffer.concat([start, decipher.final()]);
  } catch {
    return null;
  }
}

const toKeyList = (keys: SealKeys): readonly Uint8Array[] => (keys instanceof Uint8Array ? [keys] : keys);

/** Names a key without telling anything of use about it. */
const toKeyId = (key: Uint8Array): number => hash('sha256', key, 'buffer')[0] ?? 0;
