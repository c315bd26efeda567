import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from 'node:crypto';
import { constants, inflateRawSync, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { RenderedMail } from '../providers/provider.ts';

const algorithm = 'aes-256-gcm';
/** What the JSON is packed by: a mail shrinks to a third, and with it all that carries it. Only the last is written. */
const unpackers = new Map<number | undefined, (body: Buffer) => Buffer>([
  [1, (body) => body],
  [2, (body) => inflateRawSync(body)],
  [3, (body) => zstdDecompressSync(body)],
]);
const zstd = 3;
/** A fast level: packing is what costs most of a mail's way through here. */
const params = { [constants.ZSTD_c_compressionLevel]: -3 };
const ivBytes = 12;
const tagBytes = 16;
/** The head of a sealed body: version, IV and tag. No two seals share it. */
export const stampBytes = 1 + ivBytes + tagBytes;

export type BodyCipher = {
  seal(mail: RenderedMail, messageId: string): Buffer;
  open(sealed: Uint8Array, messageId: string): RenderedMail;
};

/** Bytes: version, IV, tag, ciphertext. The message id is authenticated with it: a body cannot move to another row. */
export function createBodyCipher(keyBytes: Buffer): BodyCipher {
  const key = createSecretKey(keyBytes);
  return {
    seal(mail, messageId) {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv(algorithm, key, iv, { authTagLength: tagBytes }).setAAD(Buffer.from(messageId));
      const body = Buffer.concat([cipher.update(zstdCompressSync(JSON.stringify(mail), { params })), cipher.final()]);
      return Buffer.concat([Buffer.of(zstd), iv, cipher.getAuthTag(), body]);
    },
    open(sealed, messageId) {
      const bytes = Buffer.from(sealed);
      const unpack = unpackers.get(bytes[0]);
      if (!unpack) throw new Error('The body was sealed by another version.');
      const iv = bytes.subarray(1, 1 + ivBytes);
      const tag = bytes.subarray(1 + ivBytes, 1 + ivBytes + tagBytes);
      const decipher = createDecipheriv(algorithm, key, iv, { authTagLength: tagBytes });
      decipher.setAAD(Buffer.from(messageId)).setAuthTag(tag);
      const body = Buffer.concat([decipher.update(bytes.subarray(1 + ivBytes + tagBytes)), decipher.final()]);
      return JSON.parse(unpack(body).toString('utf8')) as RenderedMail;
    },
  };
}
