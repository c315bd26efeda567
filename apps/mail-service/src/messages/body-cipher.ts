import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { RenderedMail } from '../providers/provider.ts';

const algorithm = 'aes-256-gcm';
/** 1 is the JSON itself, 2 the same deflated: a mail shrinks to a tenth, and with it all that carries it. */
const plain = 1;
const deflated = 2;
/** Of zlib: the fastest. */
const level = 1;
const ivBytes = 12;
const tagBytes = 16;

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
      const body = Buffer.concat([cipher.update(deflateRawSync(JSON.stringify(mail), { level })), cipher.final()]);
      return Buffer.concat([Buffer.of(deflated), iv, cipher.getAuthTag(), body]);
    },
    open(sealed, messageId) {
      const bytes = Buffer.from(sealed);
      const version = bytes[0];
      if (version !== plain && version !== deflated) throw new Error('The body was sealed by another version.');
      const iv = bytes.subarray(1, 1 + ivBytes);
      const tag = bytes.subarray(1 + ivBytes, 1 + ivBytes + tagBytes);
      const decipher = createDecipheriv(algorithm, key, iv, { authTagLength: tagBytes });
      decipher.setAAD(Buffer.from(messageId)).setAuthTag(tag);
      const body = Buffer.concat([decipher.update(bytes.subarray(1 + ivBytes + tagBytes)), decipher.final()]);
      const json = version === plain ? body : inflateRawSync(body);
      return JSON.parse(json.toString('utf8')) as RenderedMail;
    },
  };
}
