import { expect, test } from 'vitest';
import { renderConsentText } from './consent-texts.ts';

/** Changing a text without its version would falsify earlier evidence: add a new version and a new row. */
test.each([
  ['relay', 'ja', 'relay-ja-2026-12', 'af99a8aa2ad112e441d751fe2b500f1ecb71cece79333aba61bb3db88f1f86ee'],
  ['relay', 'en', 'relay-en-2026-12', '543e1889dfb4e3db93399e1a0d5b036c35a620d2cb5c2ffe428bda18a5e7dedf'],
  ['follow_up', 'ja', 'follow-up-ja-2026-11', '2e5b6d7618c9b1b7293702fa4f1f885ed5aa9b9bd7e8975024f145e810186217'],
  ['follow_up', 'en', 'follow-up-en-2026-11', 'c362a715a6d436352712b25e89db2e30b8782b182b63f90f007652a5866f7471'],
] as const)('the %s text in %s matches version %s', (kind, locale, version, hash) => {
  expect(renderConsentText(kind, locale, '株式会社ひので')).toMatchObject({ version, hash });
});
