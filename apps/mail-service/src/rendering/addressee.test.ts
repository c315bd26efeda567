import { describe, expect, test } from 'vitest';
import { formatAddressee } from './addressee.ts';

describe('names as people type them', () => {
  test.each([
    ['佐藤', '佐藤様'],
    ['佐藤様', '佐藤様'],
    ['佐藤 様', '佐藤様'],
    ['佐藤（様）', '佐藤様'],
    ['佐藤様様', '佐藤様'],
    ['佐藤様\u200B', '佐藤様'],
    ['株式会社みなと御中', '株式会社みなと様'],
    ['佐藤御中様', '佐藤様'],
    ['佐藤さま', '佐藤様'],
    ['佐藤さん', '佐藤様'],
    ['佐藤殿', '佐藤様'],
    ['佐藤 氏', '佐藤様'],
    ['佐藤先生', '佐藤様'],
    ['鵜殿', '鵜殿様'],
    ['あさま', 'あさま様'],
    ['山田 太郎（やまだ たろう）', '山田 太郎様'],
    ['山田太郎（やまだたろう）', '山田太郎様'],
    ['山田【ヤマダ】太郎', '山田太郎様'],
    ['山田太郎 / ヤマダタロウ', '山田太郎様'],
    ['山田 太郎　ヤマダ　タロウ', '山田 太郎様'],
    ['Mr. 山田', '山田様'],
    ['Ms. Tanaka', 'Tanaka様'],
    ['佐藤ｻﾝ', '佐藤様'],
    ['佐藤くん', '佐藤様'],
    ['花子ちゃん様', '花子様'],
    ['#LastName#', null],
    ['[Last Name]', null],
    ['氏名', null],
    ['氏名様', null],
    ['山田（旧姓佐藤）', '山田（旧姓佐藤）様'],
    ['佐\u202E藤\u2066', '佐藤様'],
    ['葛\u{E0100}城', '葛\u{E0100}城様'],
    ['様', null],
    ['御中', null],
    ['.', null],
    ['-', null],
    ['\u200B', null],
    ['${Unsupported_Field}', null],
  ])('%j', (fullName, addressee) => {
    expect(formatAddressee({ to: { fullName }, locale: 'ja' })).toBe(addressee);
    expect(formatAddressee({ to: { familyName: fullName }, locale: 'ja' })).toBe(addressee);
  });

  test('a family name that is none gives way to the full name', () => {
    expect(formatAddressee({ to: { familyName: '.', fullName: 'Suharto' }, locale: 'ja' })).toBe('Suharto様');
    expect(formatAddressee({ to: { familyName: '-', fullName: '佐藤様' }, locale: 'en' })).toBe('佐藤');
  });
});
