import { describe, expect, test } from 'vitest';
import { parseRejectionReport } from './rejection.ts';

type Parts = {
  application?: object;
  candidate?: object;
  job?: unknown;
  custom_fields?: unknown;
  remote_data?: unknown;
};
const aReport = ({ application = {}, candidate = {}, ...rest }: Parts) => ({
  source: { ats: 'field' },
  application: { remote_id: 'A-1', rejected_at: '2026-11-27T10:00:00+09:00', ...application },
  candidate: { remote_id: 'C-1', ...candidate },
  ...rest,
});
const parse = (parts: Parts, from: 'api' | 'vendor' = 'api') => {
  const parsed = parseRejectionReport(aReport(parts), from);
  if (!parsed.success) return parsed.error.issues.map(({ path }) => `/${path.join('/')}`);
  return parsed.data;
};
const long = (length: number) => 'あ'.repeat(length);
const address = '東京都渋谷区神宮前1-2-3 メゾン例示101号室';

test('the day of an application counts in Asia/Tokyo; a rejection needs its time', () => {
  const given = { applied_at: '2026-11-01' };
  expect(parse({ application: given })).toMatchObject({ application: { applied_at: '2026-11-01T00:00:00+09:00' } });
  expect(parse({ application: { rejected_at: '2026-11-27' } })).toEqual(['/application/rejected_at']);
});

describe('a detail that cannot be kept', () => {
  test.each<[string, Parts, object, string, string]>([
    [
      'a long phone number',
      { candidate: { phones: [{ value: long(51) }] } },
      { candidate: { phones: [] } },
      '/candidate/phones/0/value',
      'too_long',
    ],
    [
      'a phone number of another type',
      { candidate: { phones: [{ value: 90 }, { value: '03' }] } },
      { candidate: { phones: [{ value: '03' }] } },
      '/candidate/phones/0/value',
      'not_valid',
    ],
    [
      'a long type of a phone',
      { candidate: { phones: [{ value: '03', type: long(51) }] } },
      { candidate: { phones: [{ value: '03' }] } },
      '/candidate/phones/0/type',
      'too_long',
    ],
    [
      'the 21st phone number',
      { candidate: { phones: Array.from({ length: 21 }, (_, n) => ({ value: `03-${n}` })) } },
      { candidate: { phones: { length: 20 } } },
      '/candidate/phones',
      'too_many',
    ],
    [
      'an address as a prefecture',
      { candidate: { prefecture: address } },
      { candidate: { prefecture: '東京都' } },
      '/candidate/prefecture',
      'too_long',
    ],
    [
      'a long text as a prefecture',
      { candidate: { prefecture: long(21) } },
      { candidate: { prefecture: undefined } },
      '/candidate/prefecture',
      'too_long',
    ],
    [
      'NUL in a prefecture',
      { candidate: { prefecture: '東\0京' } },
      { candidate: { prefecture: undefined } },
      '/candidate/prefecture',
      'unstorable_text',
    ],
    [
      'a long tag',
      {
        candidate: {
          tags: [
            { kind: 'skill', value: long(101) },
            { kind: 'skill', value: 'Go' },
          ],
        },
      },
      { candidate: { tags: [{ kind: 'skill', value: 'Go' }] } },
      '/candidate/tags/0/value',
      'too_long',
    ],
    [
      'a tag of an unknown kind',
      { candidate: { tags: [{ kind: 'colour', value: 'red' }] } },
      { candidate: { tags: [] } },
      '/candidate/tags/0/kind',
      'not_valid',
    ],
    [
      'the 101st tag',
      { candidate: { tags: Array.from({ length: 101 }, (_, n) => ({ kind: 'skill', value: `${n}` })) } },
      { candidate: { tags: { length: 100 } } },
      '/candidate/tags',
      'too_many',
    ],
    [
      'tags that are no list',
      { candidate: { tags: 'Java' } },
      { candidate: { tags: [] } },
      '/candidate/tags',
      'not_valid',
    ],
    [
      'a long step name',
      { application: { current_stage: { name: long(201), kind: 'interview' } } },
      { application: { current_stage: { name: long(200), kind: 'interview' } } },
      '/application/current_stage/name',
      'too_long',
    ],
    [
      'an unknown kind of step',
      { application: { current_stage: { name: 'x', kind: 'chat' } } },
      { application: { current_stage: { name: 'x' } } },
      '/application/current_stage/kind',
      'not_valid',
    ],
    [
      'a step number beyond all steps',
      { application: { current_stage: { name: 'x', order: 101 } } },
      { application: { current_stage: { name: 'x' } } },
      '/application/current_stage/order',
      'not_valid',
    ],
    [
      'a step that is only a text',
      { application: { current_stage: '一次面接' } },
      {},
      '/application/current_stage',
      'not_valid',
    ],
    [
      'a long reason',
      { application: { rejection_reason: { name: long(501) } } },
      { application: { rejection_reason: { name: long(500) } } },
      '/application/rejection_reason/name',
      'too_long',
    ],
    [
      'a date of application without an offset',
      { application: { applied_at: '2026-11-01T10:00:00' } },
      {},
      '/application/applied_at',
      'not_valid',
    ],
    [
      'a link that is a script',
      { application: { remote_url: 'javascript:alert(1)' } },
      {},
      '/application/remote_url',
      'not_valid',
    ],
    [
      'a day of application that no calendar has',
      { application: { applied_at: '2026-02-30' } },
      {},
      '/application/applied_at',
      'not_valid',
    ],
    ['a link that is none', { application: { remote_url: 'see ATS' } }, {}, '/application/remote_url', 'not_valid'],
    [
      'a long name',
      { candidate: { full_name: long(201), family_name: '佐藤' } },
      { candidate: { full_name: undefined, family_name: '佐藤' } },
      '/candidate/full_name',
      'too_long',
    ],
    ['an unknown language', { candidate: { locale: 'fr' } }, {}, '/candidate/locale', 'not_valid'],
    [
      'half a year of experience',
      { candidate: { experience_years: 0.5 } },
      {},
      '/candidate/experience_years',
      'not_valid',
    ],
    [
      'the 21st address',
      { candidate: { emails: Array.from({ length: 21 }, () => ({ value: 'a@x.jp' })) } },
      { candidate: { emails: { length: 20 } } },
      '/candidate/emails',
      'too_many',
    ],
    [
      'an unknown type of address',
      { candidate: { emails: [{ value: 'a@x.jp', type: 'mobile' }] } },
      { candidate: { emails: [{ value: 'a@x.jp' }] } },
      '/candidate/emails/0/type',
      'not_valid',
    ],
    [
      'a long source of the application',
      { application: { source: long(301) } },
      { application: { source: long(300) } },
      '/application/source',
      'too_long',
    ],
    [
      'an id of a job that lost digits',
      { job: { remote_id: '1.23457E+11', name: '営業' } },
      { job: { name: '営業' } },
      '/job/remote_id',
      'rounded_id',
    ],
    ['a long job name', { job: { name: `${long(300)}🐱` } }, { job: { name: long(300) } }, '/job/name', 'too_long'],
    [
      'a long job category',
      { job: { name: '営業', category: long(201) } },
      { job: { category: long(200) } },
      '/job/category',
      'too_long',
    ],
    ['a job that is only a text', { job: '営業' }, {}, '/job', 'not_valid'],
    ['fields that are a list', { custom_fields: [] }, { custom_fields: {} }, '/custom_fields', 'not_valid'],
    ['data that is a text', { remote_data: 'x' }, { remote_data: {} }, '/remote_data', 'not_valid'],
  ])('%s', (_name, parts, kept, pointer, code) => {
    for (const from of ['api', 'vendor'] as const) {
      const report = parse(parts, from);
      expect(report).toMatchObject(kept);
      expect(report).toMatchObject({ dropped_fields: [{ pointer, code, detail: expect.any(String) }] });
    }
  });
});

test('several of them are named one by one', () => {
  const tags = [
    { kind: 'colour', value: 'red' },
    ...Array.from({ length: 101 }, (_, n) => ({ kind: 'skill', value: `${n}` })),
  ];
  const report = parse({ candidate: { tags, phones: [{ value: long(60) }], prefecture: address } });
  expect(report).toMatchObject({ candidate: { phones: [], prefecture: '東京都', tags: { length: 99 } } });
  const pointers = 'dropped_fields' in report ? report.dropped_fields?.map(({ pointer }) => pointer) : [];
  expect(pointers).toHaveLength(4);
  expect(pointers).toEqual(
    expect.arrayContaining([
      '/candidate/phones/0/value',
      '/candidate/tags/0/kind',
      '/candidate/prefecture',
      '/candidate/tags',
    ]),
  );
});

test('placeholders, null and empty lists are no values, and not worth a word', () => {
  const report = parse({
    application: { current_stage: { name: '-None-' } },
    candidate: {
      family_name: '\u200B',
      given_name: '-',
      full_name: 'null',
      emails: null,
      phones: [{ value: 'N/A' }],
      tags: [
        { kind: 'skill', value: '' },
        { kind: 'skill', value: 'なし' },
      ],
      prefecture: '',
    },
    job: { name: '${Unsupported_Field}' },
    custom_fields: null,
    remote_data: null,
  });
  expect(report).toMatchObject({
    application: { current_stage: { name: null } },
    candidate: {
      family_name: null,
      given_name: null,
      full_name: null,
      emails: [],
      phones: [],
      tags: [],
      prefecture: null,
    },
    job: { name: null },
    custom_fields: {},
    remote_data: {},
  });
  expect(report).not.toHaveProperty('dropped_fields');
});

test.each<[string, Parts, string]>([
  ['an id that is a placeholder', { candidate: { remote_id: '${Unsupported_Field}' } }, '/candidate/remote_id'],
  ['no id', { application: { remote_id: '' } }, '/application/remote_id'],
  ['a date of rejection without an offset', { application: { rejected_at: '2026-11-27' } }, '/application/rejected_at'],
  [
    'an unknown decision',
    { application: { rejection_reason: { type: 'them' } } },
    '/application/rejection_reason/type',
  ],
  ['a wish about mails that cannot be read', { candidate: { can_email: 'no' } }, '/candidate/can_email'],
])('%s refuses the report, whatever else is wrong', (_name, parts, pointer) => {
  const { candidate, ...rest } = parts;
  expect(parse({ candidate: { prefecture: address, ...candidate }, ...rest })).toContain(pointer);
});

test('an unknown field is refused in the API, and passed over from a vendor', () => {
  const parts = { candidate: { phones: [{ value: '03', label: 'x' }] } };
  expect(parse(parts)).toEqual(['/candidate/phones/0']);
  expect(parse(parts, 'vendor')).toMatchObject({ candidate: { phones: [{ value: '03' }] } });
});

test('a report without faults is parsed as it is', () => {
  const report = parse({ candidate: { prefecture: '東京都', emails: [{ value: 'nobody' }] } });
  expect(report).toMatchObject({ candidate: { prefecture: '東京都', emails: [{ value: 'nobody' }] } });
  expect(report).not.toHaveProperty('dropped_fields');
});
