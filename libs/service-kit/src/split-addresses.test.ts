import { expect, test } from 'vitest';
import { readMailAddress } from './mail-address.ts';
import { splitAddresses } from './split-addresses.ts';

test.each([
  ['a@x.jp', ['a@x.jp']],
  ['a@x.jp; b@y.jp', ['a@x.jp', 'b@y.jp']],
  ['a@x.jp,b@y.jp、c@z.jp', ['a@x.jp', 'b@y.jp', 'c@z.jp']],
  ['a@x.jp\nb@y.jp', ['a@x.jp', 'b@y.jp']],
  ['a@x.jp b@y.jp', ['a@x.jp', 'b@y.jp']],
  ['a@x.jp / b@y.jp', ['a@x.jp', 'b@y.jp']],
  ['sales/tokyo@x.jp/b@y.jp', ['sales/tokyo@x.jp', 'b@y.jp']],
  ['"a;b"@x.jp;c@y.jp', ['"a;b"@x.jp', 'c@y.jp']],
  ['taro @x.jp', ['taro @x.jp']],
  ['山田 太郎 <a@x.jp>', ['山田 太郎 <a@x.jp>']],
  ['山田 太郎 <a@x.jp> 鈴木 <b@y.jp>', ['山田 太郎 <a@x.jp>', '鈴木 <b@y.jp>']],
  ['<a@x.jp> / <b@y.jp>', ['<a@x.jp>', '/ <b@y.jp>']],
  ['a@x.jp /b@y.jp', ['a@x.jp', 'b@y.jp']],
  ['&lt;a@x.jp&gt;;&nbsp;b@y.jp', ['<a@x.jp>', 'b@y.jp']],
  ['o&#39;brien@x.jp', ["o'brien@x.jp"]],
  ['o&#X27;brien@x.jp', ["o'brien@x.jp"]],
  ['taro&amp;hanako@x.jp', ['taro&hanako@x.jp']],
  ['taro&amp;#38;hanako@x.jp', ['taro&hanako@x.jp']],
  [' ; ', []],
])('splits %j', (text, addresses) => {
  expect(splitAddresses(text)).toEqual(addresses);
});

test.each([
  ['taro,yamada@x.jp'],
  ['taro、yamada@x.jp'],
  ['taro，yamada@x.jp'],
  ['taro;yamada@x.jp'],
  ['taro；yamada@x.jp'],
  ['taro\nyamada@x.jp'],
  ['taro\r\nyamada@x.jp'],
  ['taro yamada@x.jp'],
  ['taro yamada@x.jp b@y.jp'],
  ['a@x.jp/taro yamada@x.jp'],
  ['taro@x,jp'],
  ['a@x.jp; 090-1234-5678'],
  ['a@x.jp; yamada@localhost'],
  ['a@x.jp; @y.jp'],
  ['taro&lt;x@y.jp'],
  ['taro&#44;yamada@x.jp'],
  ['taro&comma;yamada@x.jp'],
  ['taro&lowbar;yamada@x.jp'],
  ['taro&#xFFFFFF;yamada@x.jp'],
  ['taro&#1114112;yamada@x.jp'],
  ['o&amp;rsquo;brien@x.jp'],
])('%j may be one mistyped address: nobody is mailed', (text) => {
  expect(splitAddresses(text)).toEqual([text]);
  expect(readMailAddress(text)).toBeNull();
});
