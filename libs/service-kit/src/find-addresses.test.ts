import { expect, test } from 'vitest';
import { findAddressesInText } from './find-addresses.ts';

test.each([
  ['taro,yamada@x.jp', ['yamada@x.jp']],
  ['taro yamada@x.jp', ['yamada@x.jp']],
  ['taro @x.jp', ['taro@x.jp']],
  ['a@x.jp; bad@my_host', ['a@x.jp', 'bad@my_host']],
  ['a@x.jp bad@my_host', ['a@x.jp', 'bad@my_host']],
  ['a@x.jp/b@y.jp', ['a@x.jp', 'b@y.jp']],
  ['メール：ａ＠x.jp、b@y.jp', ['a@x.jp', 'b@y.jp']],
  ['mailto:a@x.jp', ['a@x.jp']],
  ['山田 <a@x.jp>', ['a@x.jp']],
  ['a@x.jp様', ['a@x.jp']],
  ['連絡先：a@x.co.jpへ、b@例え.jp様', ['a@x.co.jp', 'b@xn--r8jz45g.jp']],
  ['o&#39;brien@x.jp', ["o'brien@x.jp"]],
  ['"a@x.jp,x,"y', ['a@x.jp']],
  ["'a@x.jp", ['a@x.jp']],
  ['="a@x.jp"', ['a@x.jp']],
  ['"taro yamada"@x.jp', ['"taro yamada"@x.jp']],
  ['"太郎@x.jp', ['太郎@x.jp']],
  ['keitai..1@docomo.ne.jp', ['keitai..1@docomo.ne.jp']],
  [`${'memo '.repeat(300)}a@x.jp`, ['a@x.jp']],
  ['nobody', []],
  ['@taro', []],
  ['taro@', []],
])('finds every address in %j', (text, addresses) => {
  expect(findAddressesInText(text)).toEqual(addresses);
});
