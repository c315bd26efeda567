import { expect, test } from 'vitest';
import { formatFullName, toAddressee } from './candidate-name.ts';

const nameless = { fullName: null, familyName: null, givenName: null, locale: null };

test.each([
  [{ familyName: '髙橋', givenName: '桜' }, '髙橋 桜'],
  [{ familyName: 'Suharto', givenName: 'Budi', locale: 'en' as const }, 'Budi Suharto'],
  [{ fullName: '髙橋桜', familyName: '髙橋', givenName: '桜' }, '髙橋桜'],
  [{ familyName: '.', givenName: 'Suharto' }, 'Suharto'],
  [{ familyName: '.', givenName: 'Suharto', locale: 'en' as const }, 'Suharto'],
  [{ familyName: '髙橋', givenName: '－' }, '髙橋'],
  [{ familyName: 'NULL', givenName: '${First Name}' }, null],
  [{ fullName: 'N/A', familyName: '髙橋', givenName: '桜' }, '髙橋 桜'],
  [{ fullName: '-', familyName: '未入力', givenName: ' Suharto ' }, 'Suharto'],
  [{ fullName: '氏名', familyName: '姓', givenName: '#FirstName#' }, null],
  [{ fullName: '\u3000' }, null],
  [{}, null],
])('%j is written as %s', (names, expected) => {
  expect(formatFullName({ ...nameless, ...names })).toBe(expected);
});

test('a mail names nobody by a placeholder', () => {
  const names = { ...nameless, familyName: '.', givenName: 'Suharto' };
  expect(toAddressee(names, 'ja')).toEqual({ familyName: null, fullName: 'Suharto' });
  expect(toAddressee({ ...names, familyName: '髙橋' }, 'en')).toEqual({ familyName: '髙橋', fullName: '髙橋 Suharto' });
});

test('an English mail puts the given name of a Latin name first, unless the candidate reads Japanese', () => {
  const names = { ...nameless, familyName: 'Martin', givenName: 'Chloé' };
  expect(toAddressee(names, 'en').fullName).toBe('Chloé Martin');
  expect(toAddressee(names, 'ja').fullName).toBe('Martin Chloé');
  expect(toAddressee({ ...names, locale: 'ja' }, 'en').fullName).toBe('Martin Chloé');
  expect(toAddressee({ ...nameless, familyName: '長谷川', givenName: '俊' }, 'en').fullName).toBe('長谷川 俊');
});
