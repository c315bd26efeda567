import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { seal, unseal } from './seal.ts';

const key = randomBytes(32);
const unreadable = /unable to authenticate/;

it('gives back what was sealed, and never the same bytes twice', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.uuid(), (secret, owner) => {
      const sealed = seal(secret, owner, key);
      expect(unseal(sealed, owner, key)).toBe(secret);
      expect(sealed.equals(seal(secret, owner, key))).toBe(false);
    }),
  );
});

it('opens for no other row, with no other key, and not when a byte was changed', () => {
  const sealed = seal('secret', 'row-1', key);
  expect(() => unseal(sealed, 'row-2', key)).toThrow(unreadable);
  expect(() => unseal(sealed, 'row-1', randomBytes(32))).toThrow(unreadable);
  for (let at = 0; at < sealed.length; at += 1) {
    const changed = Buffer.from(sealed);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(() => unseal(changed, 'row-1', key)).toThrow(unreadable);
  }
});
