import { expect, test } from 'vitest';
import { checkUrl } from './check-url.ts';
import { isPublicAddress } from './public-address.ts';

test.each([
  ['8.8.8.8', true],
  ['203.0.114.1', true],
  ['2606:4700:4700::1111', true],
  ['127.0.0.1', false],
  ['10.1.2.3', false],
  ['172.16.0.1', false],
  ['192.168.1.1', false],
  ['169.254.169.254', false],
  ['100.64.0.1', false],
  ['0.0.0.0', false],
  ['224.0.0.1', false],
  ['255.255.255.255', false],
  ['198.51.100.7', false],
  ['240.0.0.1', false],
  ['::', false],
  ['::1', false],
  ['::ffff:127.0.0.1', false],
  ['::ffff:8.8.8.8', true],
  ['fe80::1', false],
  ['fd00::1', false],
  ['ff02::1', false],
  ['64:ff9b::7f00:1', false],
  ['2002:7f00:1::', false],
  ['2001:db8::1', false],
  // IPv4 inside IPv6: compatible, mapped in hexadecimal, translated, NAT64, 6to4, Teredo, ISATAP.
  ['::7f00:1', false],
  ['::127.0.0.1', false],
  ['::a00:1', false],
  ['::ffff:7f00:1', false],
  ['::ffff:a9fe:a9fe', false],
  ['::ffff:0:7f00:1', false],
  ['64:ff9b::808:808', false],
  ['64:ff9b:1::7f00:1', false],
  ['2002:a9fe:a9fe::', false],
  ['2001:0:4136:e378:8000:63bf:80ff:fffe', false],
  ['2606:4700::5efe:7f00:1', false],
  ['2606:4700::200:5efe:7f00:1', false],
  // Outside of what is assigned, or of what is routed.
  ['1::', false],
  ['4000::1', false],
  ['fec0::1', false],
  ['100::1', false],
  ['3fff::1', false],
  ['5f00::1', false],
  ['::1%lo', false],
  // Where clouds keep credentials: AWS, Azure, Alibaba, Oracle, AWS by IPv6.
  ['169.254.170.2', false],
  ['168.63.129.16', false],
  ['100.100.100.200', false],
  ['192.0.0.192', false],
  ['fd00:ec2::254', false],
  // Spellings of IPv4.
  ['127.1', false],
  ['0177.0.0.1', false],
  ['0x7f000001', false],
  ['2130706433', false],
  ['not an address', false],
])('%s is public: %s', (address, isPublic) => {
  expect(isPublicAddress(address)).toBe(isPublic);
});

const addresses: Record<string, string[]> = {
  'public.example': ['93.184.215.14', '2606:2800:21f:cb07:6820:80da:af6b:8b2c'],
  'inside.example': ['10.0.0.5'],
  'mixed.example': ['93.184.215.14', '127.0.0.1'],
  'empty.example': [],
};
const settings = {
  allowPrivate: false,
  resolve: (name: string) => {
    const known = addresses[name];
    if (known === undefined) return Promise.reject(Object.assign(new Error(name), { code: 'ENOTFOUND' }));
    return Promise.resolve(known.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));
  },
};

test.each([
  ['https://public.example/hooks', null],
  ['https://public.example:8443/hooks?a=b', null],
  ['https://8.8.8.8/', null],
  ['http://public.example/hooks', 'not_https'],
  ['ftp://public.example/', 'not_https'],
  ['public.example/hooks', 'malformed_url'],
  ['https://user:secret@public.example/', 'credentials_in_url'],
  ['https://inside.example/', 'private_address'],
  ['https://mixed.example/', 'private_address'],
  ['https://127.0.0.1/', 'private_address'],
  ['https://2130706433/', 'private_address'],
  ['https://0x7f.1/', 'private_address'],
  ['https://[::1]/', 'private_address'],
  ['https://[::ffff:10.0.0.1]/', 'private_address'],
  ['https://[::7f00:1]/', 'private_address'],
  ['https://[64:ff9b::a9fe:a9fe]/', 'private_address'],
  ['https://0177.0.0.1/', 'private_address'],
  ['https://127.1/', 'private_address'],
  ['https://empty.example/', 'unresolvable'],
  ['https://unknown.example/', 'unresolvable'],
])('%s is refused: %s', async (url, code) => {
  expect((await checkUrl(url, settings))?.code ?? null).toBe(code);
});

test('only development allows http and private addresses', async () => {
  const development = { ...settings, allowPrivate: true };
  expect(await checkUrl('http://localhost:3000/hooks', development)).toBeNull();
  expect((await checkUrl('ftp://localhost/', development))?.code).toBe('not_https');
});
