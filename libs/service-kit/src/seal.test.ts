import { createCipheriv, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { seal, sealPrefixBytes, unseal, unsealBytes } from './seal.ts';

const key = randomBytes(32);
const unreadable = /unable to authenticate/;

/** How secrets were sealed before the bytes named a format and a key. `iv` is random unless given. */
function sealAsBefore(secret: string, owner: string, iv: Buffer = randomBytes(12)): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: 16 }).setAAD(Buffer.from(owner));
  const ciphertext = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), ciphertext]);
}

it('gives back what was sealed, and never the same bytes twice', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.uuid(), (secret, owner) => {
      const sealed = seal(secret, owner, key);
      expect(unseal(sealed, owner, key)).toBe(secret);
      expect(sealed.subarray(0, sealPrefixBytes).equals(seal(secret, owner, key).subarray(0, sealPrefixBytes))).toBe(
        false,
      );
    }),
  );
});

it('seals bytes as well', () => {
  const bytes = randomBytes(100);
  expect(unsealBytes(seal(bytes, 'row-1', key), 'row-1', key).equals(bytes)).toBe(true);
});

it('opens for no other row, with no other key, and not when a byte was changed', () => {
  for (const sealed of [seal('secret', 'row-1', key), sealAsBefore('secret', 'row-1')]) {
    expect(() => unseal(sealed, 'row-2', key)).toThrow(unreadable);
    expect(() => unseal(sealed, 'row-1', randomBytes(32))).toThrow(unreadable);
    expect(() => unseal(sealed.subarray(0, 20), 'row-1', key)).toThrow(unreadable);
    for (let index = 0; index < sealed.length; index += 1) {
      const changed = Buffer.from(sealed);
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(() => unseal(changed, 'row-1', key)).toThrow(unreadable);
    }
  }
});

it('still opens what was sealed without a format byte, whatever the IV begins with', () => {
  for (let firstByte = 0; firstByte < 256; firstByte += 1) {
    const iv = Buffer.concat([Buffer.of(firstByte), randomBytes(11)]);
    expect(unseal(sealAsBefore('秘密', 'row-1', iv), 'row-1', key)).toBe('秘密');
  }
  // Bytes that the earlier code stored, with a key of 32 sevens.
  const stored = Buffer.from('JfXmpF1I6YIwBMAr8/s4J8a2iBW4/VeNaOr8ufENDWHEOj2a227zJQ==', 'base64');
  expect(unseal(stored, 'row-1', Buffer.alloc(32, 7))).toBe('whsec_髙橋');
});

it('after a rotation seals with the new key and opens what the old one sealed', () => {
  const rotated = [randomBytes(32), key];
  for (const sealed of [seal('secret', 'row-1', key), sealAsBefore('secret', 'row-1')]) {
    expect(unseal(sealed, 'row-1', rotated)).toBe('secret');
  }
  const resealed = seal('secret', 'row-1', rotated);
  expect(unseal(resealed, 'row-1', rotated.slice(0, 1))).toBe('secret');
  expect(() => unseal(resealed, 'row-1', key)).toThrow(unreadable);
});
