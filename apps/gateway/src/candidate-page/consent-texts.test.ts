import { expect, test } from 'vitest';
import { renderConsentText } from './consent-texts.ts';

/** Changing a text without its version would falsify earlier evidence: add a new version and a new row. */
test.each([
  ['relay', 'ja', 'relay-ja-2026-11', '4e70c1a0b94322bd362b4b6f5f6a87ec1207697df0070020cc0f48114a0412a0'],
  ['relay', 'en', 'relay-en-2026-11', '3e9e3212bf8b3ae7b2bb190aff811726987cb42b7db0d75dd53f2baec170bf29'],
  ['follow_up', 'ja', 'follow-up-ja-2026-11', '2e5b6d7618c9b1b7293702fa4f1f885ed5aa9b9bd7e8975024f145e810186217'],
  ['follow_up', 'en', 'follow-up-en-2026-11', 'c362a715a6d436352712b25e89db2e30b8782b182b63f90f007652a5866f7471'],
] as const)('the %s text in %s matches version %s', (kind, locale, version, hash) => {
  expect(renderConsentText(kind, locale, '株式会社ひので')).toMatchObject({ version, hash });
});
