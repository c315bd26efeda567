import { expect, test } from 'vitest';
import { readAddresses } from './read-addresses.ts';

const read = (text: string | Buffer) => readAddresses(typeof text === 'string' ? Buffer.from(text) : text);
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();
const shiftJis = Buffer.concat([
  Buffer.from([0x8e, 0x81, 0x96, 0xbc, 0x2c, 0x83, 0x81, 0x81, 0x5b, 0x83, 0x8b, 0x0a]), // 氏名,メール
  Buffer.from([0x8d, 0xb2, 0x93, 0xa1]), // 佐藤
  Buffer.from(',a@x.jp\n'),
]);

test.each<[string, string | Buffer, string[]]>([
  ['a comma list', 'name,email\nTaro,a@x.jp\n', ['a@x.jp']],
  ['a semicolon list', 'name;email\nTaro;a@x.jp\n', ['a@x.jp']],
  ['a tab list', 'name\temail\nTaro\ta@x.jp\n', ['a@x.jp']],
  ['Windows line ends', 'email\r\na@x.jp\r\nb@x.jp\r\n', ['a@x.jp', 'b@x.jp']],
  ['old Macintosh line ends', 'email\ra@x.jp\rb@x.jp\r', ['a@x.jp', 'b@x.jp']],
  ['Shift_JIS', shiftJis, ['a@x.jp']],
  ['UTF-8 with a byte order mark', '\uFEFFemail\na@x.jp\n', ['a@x.jp']],
  ['UTF-16', Buffer.from('\uFEFF氏名\tメール\n佐藤\ta@x.jp\n', 'utf16le'), ['a@x.jp']],
  ['UTF-16 big-endian', utf16be('\uFEFF氏名\tメール\n佐藤\ta@x.jp\n'), ['a@x.jp']],
  ['UTF-16 without a byte order mark', Buffer.from('name\temail\nTaro\ta@x.jp\n', 'utf16le'), ['a@x.jp']],
  ['lines of two encodings', Buffer.concat([shiftJis, Buffer.from('鈴木,b@x.jp\n')]), ['a@x.jp', 'b@x.jp']],
  ['a title above the headings', 'Opt-outs,\n\nname,email\nTaro,a@x.jp\n', ['a@x.jp']],
  ['no heading', 'a@x.jp\nb@x.jp\n', ['a@x.jp', 'b@x.jp']],
  ['no heading, and a cell that looks like one', 'a@x.jp,mail\nb@x.jp,mail\n', ['a@x.jp', 'b@x.jp']],
  ['an unknown heading', 'contact\na@x.jp\n', ['a@x.jp']],
  ['another column with addresses', 'email,sent by\na@x.jp,staff@x.jp\n,staff@x.jp\n', ['a@x.jp']],
  ['cells shifted by a comma', 'name,email\nYamada, Taro,a@x.jp\n', ['a@x.jp']],
  ['a cell of several lines', 'name,email\n"Taro\nYamada",a@x.jp\nx,b@x.jp\n', ['a@x.jp', 'b@x.jp']],
  ["Excel's formula guard", 'name,email\n="Taro",="a@x.jp"\n', ['a@x.jp']],
  ["Excel's apostrophe guard", "email\n'a@x.jp\n", ['a@x.jp']],
  ['an address in apostrophes', "email\n'a@x.jp'\n", ['a@x.jp']],
  ['a display name', 'email\n"Yamada, Taro <a@x.jp>"\n', ['a@x.jp']],
  ['an HTML entity', 'email\no&#39;brien@x.jp\n', ["o'brien@x.jp"]],
  ['several in a cell', 'email\n"a@x.jp, b@x.jp / c@x.jp"\n', ['a@x.jp', 'b@x.jp', 'c@x.jp']],
  ['a note beside the address', 'email\na@x.jp (work)\nmail: b@x.jp\n', ['a@x.jp', 'b@x.jp']],
  ['quotes inside a cell', 'name,email\nTaro "T" Yamada,a@x.jp\n', ['a@x.jp']],
  ['what cannot be mailed', 'email\n太郎@x.jp\nbad@my_host\nu2"x@x.jp\n', ['太郎@x.jp', 'bad@my_host', 'u2"x@x.jp']],
  ['a quoted local part', 'email\n"""taro yamada""@x.jp"\n', ['"taro yamada"@x.jp']],
])('reads %s', (_name, text, addresses) => {
  expect(read(text)).toEqual({ addresses, refused: [] });
});

test.each([
  'Email',
  'E-MAIL',
  'Ｅメール',
  'E-mail Address',
  'email address',
  'Mail Address',
  'email_address',
  'PCメールアドレス',
  'メールアドレス',
  'ﾒｰﾙｱﾄﾞﾚｽ',
  'Eメールアドレス',
  'E-mailアドレス',
  '="email"',
  '"メール\nアドレス"',
])('knows the heading %j', (heading) => {
  expect(read(`id,${heading},staff\n1,a@x.jp,staff@x.jp\n`)).toEqual({ addresses: ['a@x.jp'], refused: [] });
});

test.each<[string, string, string[], number[]]>([
  ['in the address', 'email\n"a@x.jp\nb@x.jp\n', ['a@x.jp', 'b@x.jp'], [2]],
  ['in two rows', 'email\n"a@x.jp\nb@x.jp\n"c@x.jp\nd@x.jp\n', ['a@x.jp', 'b@x.jp', 'c@x.jp', 'd@x.jp'], [2, 4]],
  ['unescaped', 'email\n"taro yamada"@x.jp\n', ['"taro yamada"@x.jp'], [2]],
  ['in a name', 'name,email\n"Taro,a@x.jp\nHanako,b@x.jp\n', ['a@x.jp', 'b@x.jp'], [2]],
  ['after a good row', 'email,name\nb@x.jp,x\na@x.jp,"y\n', ['b@x.jp', 'a@x.jp'], [3]],
  ['in the first of a list without a heading', '"a@x.jp\nb@x.jp\n', ['a@x.jp', 'b@x.jp'], [1]],
])('counts the addresses of a row with a broken quote, and reports it: %s', (_name, text, addresses, lines) => {
  const { refused, ...rest } = read(text);
  expect(rest).toEqual({ addresses });
  expect(refused.map(({ code, line }) => [code, line])).toEqual(lines.map((line) => ['malformed_csv', line]));
});

test.each([
  ['name,email\nTaro,nobody\nHanako,a@x.jp\n', [{ line: 2, column: 2 }]],
  ['contact\nnobody\na@x.jp\n', [{ line: 2 }]],
])('reports rows without an address: %j', (text, places) => {
  expect(read(text)).toMatchObject({
    addresses: ['a@x.jp'],
    refused: places.map((place) => ({ code: 'invalid_email', ...place })),
  });
});

test('reads a long hostile list', () => {
  const rows = [
    '"@',
    '"'.repeat(900),
    'a@'.repeat(500),
    `"${'@"'.repeat(400)}`,
    '&amp;'.repeat(180),
    `"a@x.jp${' '.repeat(900)}`,
  ];
  const text = `email\n${Array.from({ length: 9_000 }, (_, index) => rows[index % rows.length]).join('\n')}`;
  expect(read(text).addresses).toContain('a@x.jp');
});
