import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readMailAddress, toMailboxKey } from './mail-address.ts';
import { splitAddresses } from './split-addresses.ts';

describe('an address that can be mailed', () => {
  test.each([
    ['a plain one', ' Taro.Yamada@Example.JP ', 'Taro.Yamada@example.jp'],
    ['a plus tag', 'taro+job@example.jp', 'taro+job@example.jp'],
    ['a slash', 'sales/tokyo@example.com', 'sales/tokyo@example.com'],
    ['every other character of RFC 5322', "!#$%&'*+-/=?^_`{|}~@example.com", "!#$%&'*+-/=?^_`{|}~@example.com"],
    ['a top-level domain in punycode', 'taro@example.xn--q9jyb4c', 'taro@example.xn--q9jyb4c'],
    ['an internationalised domain', 'taro@例え.example.com', 'taro@xn--r8jz45g.example.com'],
    ['an internationalised top-level domain', 'taro@例え。みんな', 'taro@xn--r8jz45g.xn--q9jyb4c'],
    ['a domain with a final dot', 'taro@example.jp.', 'taro@example.jp'],
    ['needless quotes', '"taro"@example.jp', 'taro@example.jp'],
    ['full width', 'ｔａｒｏ．ｙ＠ｅｘａｍｐｌｅ．ｊｐ', 'taro.y@example.jp'],
    ['Japanese full stops', 'taro。y@example。jp', 'taro.y@example.jp'],
    ['hyphens that look alike', 'taro\u2010y\u2212z－1@my\u2011host.jp', 'taro-y-z-1@my-host.jp'],
    ['invisible characters', '\uFEFFtaro\u200B@exa\u00ADmple.jp\u200E', 'taro@example.jp'],
    ['blanks beside the @', 'taro @\u3000example.jp', 'taro@example.jp'],
    ['a link', 'mailto:taro@example.jp', 'taro@example.jp'],
    ['angle brackets', '<taro@example.jp>', 'taro@example.jp'],
    ['an HTML entity', 'o&#39;brien@example.jp', "o'brien@example.jp"],
    ['an entity that was escaped again', 'taro&amp;amp;hanako@example.jp', 'taro&hanako@example.jp'],
    ['a display name', '"山田, 太郎" <taro@example.jp>', 'taro@example.jp'],
  ])('%s', (_name, text, address) => {
    expect(readMailAddress(text)).toEqual({ address, sendable: address });
  });

  test.each([
    ['consecutive dots', 'keitai..1@docomo.ne.jp', 'keitai..1@docomo.ne.jp', '"keitai..1"@docomo.ne.jp'],
    ['a trailing dot', 'keitai.@ezweb.ne.jp', 'keitai.@ezweb.ne.jp', '"keitai."@ezweb.ne.jp'],
    ['a leading dot', '.keitai@docomo.ne.jp', '.keitai@docomo.ne.jp', '".keitai"@docomo.ne.jp'],
    ['dots in quotes', '"keitai..3"@docomo.ne.jp', 'keitai..3@docomo.ne.jp', '"keitai..3"@docomo.ne.jp'],
    ['a blank', '"taro yamada"@example.com', '"taro yamada"@example.com', '"taro yamada"@example.com'],
    ['an @', '"taro@home"@example.com', '"taro@home"@example.com', '"taro@home"@example.com'],
    [
      'a quote',
      String.raw`"a\"b\\c"@example.com`,
      String.raw`"a\"b\\c"@example.com`,
      String.raw`"a\"b\\c"@example.com`,
    ],
  ])('is sent in quotes because of %s', (_name, text, address, sendable) => {
    expect(readMailAddress(text)).toEqual({ address, sendable });
  });
});

test.each([
  ['nothing', ''],
  ['no @', 'nobody'],
  ['no local part', '@example.jp'],
  ['no domain', 'taro@'],
  ['a domain without a dot', 'taro@localhost'],
  ['a host name that ends in a number', 'taro@192.0.2.1'],
  ['a host name that a URL reads as a number', 'taro@1.2.0x3'],
  ['an address literal', 'taro@[192.0.2.1]'],
  ['a percent sign in the domain', 'taro@ex%61mple.com'],
  ['a port', 'taro@example.com:25'],
  ['an underscore in the domain', 'taro@my_host.jp'],
  ['a hyphen at the end of a label', 'taro@my-.example.jp'],
  ['an empty label', 'taro@example..jp'],
  ['a title behind the domain', 'taro@example.jp様'],
  ['a remark behind the domain', 'taro@example.co.jpケータイ'],
  ['a blank in the local part', 'taro yamada@example.jp'],
  ['a local part of dots', '..@docomo.ne.jp'],
  ['an empty quoted local part', '""@example.jp'],
  ['a local part outside ASCII, which providers do not take', '太郎@example.jp'],
  ['angle brackets inside quotes', '"a<b>"@example.jp'],
  ['two addresses', 'a@example.jp b@example.jp'],
  ['a line break', '"a\nb"@example.jp'],
  ['a local part of 65 characters', `${'a'.repeat(65)}@example.jp`],
  [
    'more than 254 characters',
    `taro@${'a'.repeat(60)}.${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.example.jp`,
  ],
  ['a whole text', `${'a'.repeat(2_000)}@example.jp`],
])('cannot be mailed: %s', (_name, text) => {
  expect(readMailAddress(text)).toBeNull();
});

test.each([
  ['Taro@Example.JP', 'taro@example.jp'],
  ['keitai..1@docomo.ne.jp', '"keitai..1"@docomo.ne.jp'],
  ['taro@例え.example.com', 'TARO@xn--r8jz45g.example.com'],
  ['ｔａｒｏ＠example.jp', 'taro@example.jp'],
  ['"taro yamada"@example.com', 'taro yamada@example.com'],
  ['太郎@例え.jp', '"太郎"@xn--r8jz45g.jp'],
  ['山田 <taro@my_host.jp>', 'taro@my_host.jp'],
])('%s and %s are one mailbox', (one, other) => {
  expect(toMailboxKey(one)).toBe(toMailboxKey(other));
});

test.each([
  ['ta.ro@gmail.com', 'taro@gmail.com'],
  ['taro+a@example.jp', 'taro@example.jp'],
  ['keitai..1@docomo.ne.jp', 'keitai.1@docomo.ne.jp'],
])('%s and %s are two mailboxes', (one, other) => {
  expect(toMailboxKey(one)).not.toBe(toMailboxKey(other));
});

test('what is stored and what is sent are addresses of the same mailbox', () => {
  const local = fc.string({ unit: fc.constantFrom(...Array.from('abZ0.+/"\\ @<，。')), minLength: 1, maxLength: 8 });
  const domain = fc.constantFrom('docomo.ne.jp', '例え.jp', 'EXAMPLE.com.', 'a_b.jp');
  fc.assert(
    fc.property(local, domain, fc.boolean(), (name, host, isQuoted) => {
      const text = `${isQuoted ? `"${name}"` : name}@${host}`;
      const read = readMailAddress(text);
      if (read === null) return;
      expect(readMailAddress(read.address)).toEqual(read);
      expect(readMailAddress(read.sendable)).toEqual(read);
      expect([read.address, read.sendable].map(toMailboxKey)).toEqual([toMailboxKey(text), toMailboxKey(text)]);
    }),
    { numRuns: 2_000 },
  );
});

test.each([['"'.repeat(100_000)], ['\\"'.repeat(100_000)], ['a@'.repeat(100_000)], [' '.repeat(100_000)]])(
  'long hostile texts are no addresses',
  (text) => {
    expect([readMailAddress(text), splitAddresses(text), toMailboxKey(text).length > 0 || text.trim() === '']).toEqual([
      null,
      [text],
      true,
    ]);
  },
);
