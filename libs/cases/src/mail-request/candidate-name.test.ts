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
  expect(toAddressee(names)).toEqual({ familyName: null, fullName: 'Suharto' });
  expect(toAddressee({ ...names, familyName: '髙橋' })).toEqual({ familyName: '髙橋', fullName: '髙橋 Suharto' });
});
