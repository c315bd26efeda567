import type { MessageRequest } from '@goen/contracts/internal';
import { expect, test } from 'vitest';
import { findRuleViolation, sendingRules } from './sending-rules.ts';

const sender = { name: 'みどり', fromAddress: 'a@midori.example', postalAddress: '渋谷区', contact: '03-0000-0000' };
const proof = { at: '2026-01-05T10:00:00+09:00', method: 'page', textVersion: '1', textHash: 'a'.repeat(64) };
type Mail = Parameters<typeof findRuleViolation>[1];
const createMail = (change: Partial<Mail> = {}): Mail => ({
  sender,
  basis: { kind: 'opt_in', proof },
  variables: { unsubscribeUrl: 'https://goen.example/u/x' },
  ...change,
});
const createBasis = (change: Partial<typeof proof> | { at: null }): MessageRequest['basis'] => ({
  kind: 'opt_in',
  proof: { ...proof, ...change },
});

test.each<[Partial<Mail>, string, string[]]>([
  [{ sender: { ...sender, name: ' ' } }, 'sender_incomplete', ['sender.name']],
  [{ sender: { ...sender, postalAddress: '' } }, 'sender_incomplete', ['sender.postalAddress']],
  [{ sender: { ...sender, contact: '　' } }, 'sender_incomplete', ['sender.contact']],
  [{ variables: { unsubscribeUrl: '' } }, 'sender_incomplete', ['variables.unsubscribeUrl']],
  [{ basis: null }, 'no_basis', ['basis']],
  [{ basis: createBasis({ at: null }) }, 'no_basis', ['basis.proof.at']],
  [{ basis: createBasis({ method: '' }) }, 'no_basis', ['basis.proof.method']],
  [{ basis: createBasis({ textVersion: '' }) }, 'no_basis', ['basis.proof.textVersion']],
  [{ basis: createBasis({ textHash: ' ' }) }, 'no_basis', ['basis.proof.textHash']],
  [
    { sender: { ...sender, name: '', contact: '' }, basis: null },
    'sender_incomplete',
    ['sender.name', 'sender.contact', 'basis'],
  ],
])('refuses %o: %s, %o', (change, reason, missing) => {
  expect(findRuleViolation('first_follow_up', createMail(change))).toEqual({ reason, missing });
  expect(findRuleViolation('rejection', createMail(change))).toBeNull();
});

test.each([[{}], [{ basis: { kind: 'address_notified' } as const }]])(
  'accepts a mail with everything that the law requires: %o',
  (change) => {
    expect(findRuleViolation('rejection_relay', createMail(change))).toBeNull();
  },
);

test('every rule names its article', () => {
  for (const { article } of sendingRules) expect(article).toMatch(/^Art\. [34]/);
});
