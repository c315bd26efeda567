import { expect, test } from 'vitest';
import { consentText } from './consent-texts.ts';

/** A text that changes under its version would make earlier proofs untrue: give it a new version and a new row. */
test.each([
  ['relay', 'ja', 'relay-ja-2026-11', 'RELAY_JA'],
  ['relay', 'en', 'relay-en-2026-11', 'RELAY_EN'],
  ['follow_up', 'ja', 'follow-up-ja-2026-11', 'FOLLOW_JA'],
  ['follow_up', 'en', 'follow-up-en-2026-11', 'FOLLOW_EN'],
] as const)('the %s text in %s is that of version %s', (kind, locale, version, hash) => {
  expect(consentText(kind, locale, '株式会社ひので')).toMatchObject({ version, hash });
});
