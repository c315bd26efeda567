import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { RenderedMail } from '../providers/provider.ts';

const algorithm = 'aes-256-gcm';
const version = 1;
const ivBytes = 12;
const tagBytes = 16;

export type BodyCipher = {
  seal(mail: RenderedMail, messageId: string): Buffer;
  open(sealed: Uint8Array, messageId: string): RenderedMail;
};

/** Bytes: version, IV, tag, ciphertext. The message id is authenticated with it: a body cannot move to another row. */
export function createBodyCipher(key: Buffer): BodyCipher {
  return {
    seal(mail, messageId) {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv(algorithm, key, iv, { authTagLength: tagBytes }).setAAD(Buffer.from(messageId));
      const body = Buffer.concat([cipher.update(JSON.stringify(mail), 'utf8'), cipher.final()]);
      return Buffer.concat([Buffer.of(version), iv, cipher.getAuthTag(), body]);
    },
    open(sealed, messageId) {
      const bytes = Buffer.from(sealed);
      if (bytes[0] !== version) throw new Error('The body was sealed by another version.');
      const iv = bytes.subarray(1, 1 + ivBytes);
      const tag = bytes.subarray(1 + ivBytes, 1 + ivBytes + tagBytes);
      const decipher = createDecipheriv(algorithm, key, iv, { authTagLength: tagBytes });
      decipher.setAAD(Buffer.from(messageId)).setAuthTag(tag);
      const body = Buffer.concat([decipher.update(bytes.subarray(1 + ivBytes + tagBytes)), decipher.final()]);
      return JSON.parse(body.toString('utf8')) as RenderedMail;
    },
  };
}
