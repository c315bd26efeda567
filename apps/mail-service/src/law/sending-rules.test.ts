import type { MessageRequest } from '@goen/contracts/internal';
import { expect, test } from 'vitest';
import { findRuleViolation, sendingRules } from './sending-rules.ts';

const sender = { name: 'みどり', fromAddress: 'a@midori.example', postalAddress: '渋谷区', contact: '03-0000-0000' };
const proof = { at: '2026-01-05T10:00:00+09:00', method: 'page', textVersion: '1', textHash: 'a'.repeat(64) };
type Asked = Parameters<typeof findRuleViolation>[1];
const asked = (change: Partial<Asked> = {}): Asked => ({
  sender,
  basis: { kind: 'opt_in', proof },
  variables: { unsubscribeUrl: 'https://goen.example/u/x' },
  ...change,
});
const proven = (change: Partial<typeof proof> | { at: null }): MessageRequest['basis'] => ({
  kind: 'opt_in',
  proof: { ...proof, ...change },
});

test.each<[Partial<Asked>, string, string[]]>([
  [{ sender: { ...sender, name: ' ' } }, 'sender_incomplete', ['sender.name']],
  [{ sender: { ...sender, postalAddress: '' } }, 'sender_incomplete', ['sender.postalAddress']],
  [{ sender: { ...sender, contact: '　' } }, 'sender_incomplete', ['sender.contact']],
  [{ variables: { unsubscribeUrl: '' } }, 'sender_incomplete', ['variables.unsubscribeUrl']],
  [{ basis: null }, 'no_basis', ['basis']],
  [{ basis: proven({ at: null }) }, 'no_basis', ['basis.proof.at']],
  [{ basis: proven({ method: '' }) }, 'no_basis', ['basis.proof.method']],
  [{ basis: proven({ textVersion: '' }) }, 'no_basis', ['basis.proof.textVersion']],
  [{ basis: proven({ textHash: ' ' }) }, 'no_basis', ['basis.proof.textHash']],
  [
    { sender: { ...sender, name: '', contact: '' }, basis: null },
    'sender_incomplete',
    ['sender.name', 'sender.contact', 'basis'],
  ],
])('%o is refused: %s, %o', (change, reason, missing) => {
  expect(findRuleViolation('first_follow_up', asked(change))).toEqual({ reason, missing });
  expect(findRuleViolation('rejection', asked(change))).toBeNull();
});

test.each([[{}], [{ basis: { kind: 'address_notified' } as const }]])(
  'with all that the law wants nothing is refused: %o',
  (change) => {
    expect(findRuleViolation('rejection_relay', asked(change))).toBeNull();
  },
);

test('each rule names its article', () => {
  for (const { article } of sendingRules) expect(article).toMatch(/^Art\. [34]/);
});
