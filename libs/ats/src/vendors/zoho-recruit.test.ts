import { describe, expect, it } from 'vitest';
import type { HookRequest } from '../ats-vendor.ts';
import type { ReportedItem } from '../reported-item.ts';
import { zohoRecruit } from './zoho-recruit.ts';

const id = '0d3b4f52-7f0e-4f0b-9d2b-111111111111';
const secret = 'a-long-secret-of-zoho&more';
const now = new Date('2026-11-27T03:00:00Z');
const { hook } = zohoRecruit;
if (hook === undefined) throw new Error('no hook');

const toRequest = (body: string | Uint8Array, contentType: string | null, query = ''): HookRequest => ({
  headers: new Headers(contentType === null ? {} : { 'content-type': contentType }),
  url: new URL(`http://gateway.test/v1/hooks/${id}${query}`),
  body: typeof body === 'string' ? Buffer.from(body) : body,
});
const read = async (request: HookRequest, settings = {}): Promise<readonly ReportedItem[]> =>
  hook.read({ id, settings, secrets: {} }, request, now);
const isAuthentic = async (request: HookRequest, wanted = secret): Promise<boolean> =>
  hook.verify({ id, settings: {}, secrets: { secret: wanted } }, request, now);

const fields = {
  event: 'rejected',
  application_status: 'Rejected',
  rejected_on: '2026-11-27',
  job_title: '営業',
  stage: 'Interview',
  application_id: '554023000000500001',
  candidate_id: '554023000000600001',
  last_name: '髙橋',
  first_name: '桜',
  email: 'zoho@example.com',
  skill_set: 'Java;SQL',
};
const withSecret = { secret, ...fields };
const form = 'application/x-www-form-urlencoded';
const encode = (values: Readonly<Record<string, string>>) => new URLSearchParams(values).toString();
const toMultipart = (values: Readonly<Record<string, string>>, boundary = 'x-1') =>
  `${Object.entries(values)
    .map(([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
    .join('')}--${boundary}--\r\n`;

const expected = {
  kind: 'rejection',
  report: {
    source: { ats: 'zoho_recruit', connection_id: id },
    application: { remote_id: '554023000000500001', current_stage: { name: 'Interview', kind: 'interview' } },
    candidate: {
      remote_id: '554023000000600001',
      family_name: '髙橋',
      given_name: '桜',
      emails: [{ value: 'zoho@example.com' }],
      tags: [
        { kind: 'skill', value: 'Java' },
        { kind: 'skill', value: 'SQL' },
      ],
    },
    job: { name: '営業' },
  },
};

describe('the same rejection', () => {
  const json = JSON.stringify(withSecret);
  const { secret: _secret, event: _event, ...record } = withSecret;
  it.each<[string, HookRequest]>([
    ['a form', toRequest(encode(withSecret), form)],
    ['a form without a media type', toRequest(encode(withSecret), null)],
    ['a form as text', toRequest(encode(withSecret), 'text/plain; charset=utf-8')],
    ['multipart', toRequest(toMultipart(withSecret), 'multipart/form-data; boundary=x-1')],
    ['multipart in upper case', toRequest(toMultipart(withSecret), 'Multipart/Form-Data; boundary="x-1"')],
    ['JSON', toRequest(json, 'application/json')],
    ['JSON with a charset', toRequest(json, 'application/json; charset=utf-8')],
    ['JSON under a form type', toRequest(json, form)],
    ['JSON under a vendor type', toRequest(json, 'application/vnd.zoho+json')],
    ['JSON without a type', toRequest(`\n ${json}`, null)],
    ['JSON with a byte order mark', toRequest(`\uFEFF${json}`, 'application/json')],
    ['JSON escaped as the name of a form field', toRequest(encodeURIComponent(json), form)],
    ['JSON in a field of a form', toRequest(encode({ secret, payload: JSON.stringify(fields) }), form)],
    ['JSON in a field of multipart', toRequest(toMultipart({ data: json }), 'multipart/form-data; boundary=x-1')],
    ['a list of one record', toRequest(JSON.stringify([withSecret]), 'application/json')],
    [
      'a record in a wrapper',
      toRequest(JSON.stringify({ secret, event: 'rejected', data: [record] }), 'application/json'),
    ],
    ['the query', toRequest('', null, `?${encode(withSecret)}`)],
    ['the secret in the query', toRequest(encode(fields), form, `?${encode({ secret })}`)],
    [
      'nested values',
      toRequest(
        JSON.stringify({
          ...withSecret,
          application_id: { id: '554023000000500001' },
          candidate_id: { id: '554023000000600001', name: '髙橋 桜' },
          job_title: { name: '営業', id: '554023000000700001' },
          application_status: { display_value: 'Rejected', actual_value: 'Rejected' },
          stage: { label: 'Interview' },
          email: { email: 'zoho@example.com', name: '髙橋' },
          skill_set: ['Java', { name: 'SQL' }, null],
          owner: { id: 5, secret: 'of another system' },
        }),
        'application/json',
      ),
    ],
    [
      'numbers and one-element lists',
      toRequest(
        `{"secret":${JSON.stringify(secret)},"event":["rejected"],"application_status":"Rejected","rejected_on":"2026-11-27","job_title":["営業"],"stage":"Interview","application_id":554023000000500001,"candidate_id":[554023000000600001],"last_name":"髙橋","first_name":"桜","email":["zoho@example.com"],"skill_set":["Java","SQL"]}`,
        'application/json',
      ),
    ],
  ])('as %s', async (_name, request) => {
    expect(await isAuthentic(request)).toBe(true);
    expect(await isAuthentic(request, 'another-secret-of-zoho')).toBe(false);
    const items = await read(request);
    expect(items).toMatchObject([expected]);
    expect(JSON.stringify(items)).not.toContain('secret');
  });

  it('about several records at once', async () => {
    const records = ['1', '2'].map((application) => ({ ...fields, application_id: application }));
    const items = await read(toRequest(JSON.stringify({ secret, data: records }), 'application/json'));
    expect(items).toMatchObject([
      { kind: 'rejection', report: { application: { remote_id: '1' } } },
      { kind: 'rejection', report: { application: { remote_id: '2' } } },
    ]);
  });
});

it.each(['${Unsupported_Field}', '-None-', 'null', ''])('%j is no value', async (placeholder) => {
  const request = toRequest(
    encode({ ...withSecret, last_name: placeholder, job_title: placeholder, stage: placeholder }),
    form,
  );
  const [item] = await read(request);
  expect(item).toMatchObject({ kind: 'rejection', report: { job: null, application: { current_stage: null } } });
  expect(item?.kind === 'rejection' && (item.report.candidate.family_name ?? null)).toBeNull();
});

it.each([
  ['rejected', undefined, 'rejection'],
  ['ＲＥＪＥＣＴＥＤ', undefined, 'rejection'],
  ['Rejected  by Hiring Manager', undefined, 'rejection'],
  ['不採\u2F64', ['不採用'], 'rejection'],
  ['不採用通知済み', ['不採用'], 'ignored'],
  ['Rejected Offer', undefined, 'ignored'],
  // The candidate's own decision, whatever the list says.
  ['辞退', ['辞退'], 'ignored'],
])('the status %s with the list %j is compared by key', async (status, statuses, kind) => {
  const request = toRequest(encode({ ...withSecret, application_status: status }), form);
  const settings = statuses === undefined ? {} : { rejection_statuses: statuses };
  expect((await read(request, settings)).map((item) => item.kind)).toEqual([kind]);
});

describe('an offer', () => {
  const event = (type: string) => ({ kind: 'event', event: { type, occurred_at: now.toISOString() } });
  const readFields = (values: Record<string, string>, settings = {}) =>
    read(toRequest(encode({ ...withSecret, ...values }), form), settings);

  it.each([
    ['Offer-Made', 'candidate.hired', true],
    ['Offer-Accepted', 'candidate.hired', true],
    ['offer - ＡＣＣＥＰＴＥＤ', 'candidate.hired', true],
    ['Hired', 'candidate.hired', false],
    ['Joined', 'candidate.hired', false],
    ['Converted - Employee', 'candidate.hired', false],
    ['Offer-Declined', 'candidate.offer_ended', undefined],
    ['offer-declined ', 'candidate.offer_ended', undefined],
  ])('the status %j is %s', async (status, type, offerOnly) => {
    const [item] = await readFields({ application_status: status });
    expect(item).toEqual({
      kind: 'event',
      event: {
        type,
        source: { ats: 'zoho_recruit', connection_id: id },
        occurred_at: now.toISOString(),
        candidate: {
          remote_id: fields.candidate_id,
          emails: [fields.email],
          family_name: fields.last_name,
          given_name: fields.first_name,
        },
        application: { remote_id: fields.application_id },
        ...(offerOnly === undefined ? {} : { offer_only: offerOnly }),
      },
    });
  });

  it.each(['Offer-Planned', 'Hired elsewhere', 'To-be-Offered', 'In Review'])(
    'the status %s is none',
    async (status) => {
      expect(await readFields({ application_status: status })).toEqual([{ kind: 'ignored', reason: 'another status' }]);
    },
  );

  it('is known by the statuses of the company instead, compared by key; a declined one stays declined', async () => {
    const settings = { offer_statuses: ['内定', 'Offer-Declined'] };
    const readStatus = (status: string) => readFields({ application_status: status }, settings);
    expect(await readStatus('内\u3000定')).toMatchObject([event('candidate.hired')]);
    expect(await readStatus('Hired')).toEqual([{ kind: 'ignored', reason: 'another status' }]);
    expect(await readStatus('Offer-Declined')).toMatchObject([event('candidate.offer_ended')]);
    expect(await readStatus('内定辞退')).toMatchObject([event('candidate.offer_ended')]);
  });

  it.each([
    [{ event: 'hired', application_status: 'Rejected' }, 'candidate.hired'],
    [{ event: 'hired', application_status: '' }, 'candidate.hired'],
    [{ event: 'hired', application_status: 'Offer-Declined' }, 'candidate.offer_ended'],
    [{ event: 'offer_ended', application_status: 'Hired' }, 'candidate.offer_ended'],
    [{ event: 'unrejected', application_status: 'Hired' }, 'application.unrejected'],
  ])('is reported by the parameters %j', async (values, type) => {
    expect(await readFields(values)).toMatchObject([event(type)]);
  });

  it('needs neither a candidate id nor an address, but an application', async () => {
    const bare = { event: 'hired', candidate_id: '', email: '-None-' };
    const [item] = await readFields(bare);
    expect(item).toMatchObject({ event: { candidate: { remote_id: fields.application_id, emails: [] } } });
    expect(await readFields({ ...bare, application_id: '' })).toMatchObject([{ kind: 'refused' }]);
  });

  it.each([
    [{ event: 'offer made', application_status: 'Offer-Made' }, 'candidate.hired'],
    [{ event: 'updated', application_status: 'Hired' }, 'candidate.hired'],
    [{ event: 'updated', application_status: 'Offer-Declined' }, 'candidate.offer_ended'],
  ])('is reported by the status when the event has another name: %j', async (values, type) => {
    expect(await readFields(values)).toMatchObject([event(type)]);
  });

  it('of another name with a status of rejected candidates is refused, so that the company sees it', async () => {
    const [item] = await readFields({ event: 'reject', application_status: 'Rejected' });
    expect(item).toMatchObject({ kind: 'refused' });
    const other = { event: 'updated', application_status: 'Waiting-for-Evaluation' };
    expect(await readFields(other)).toEqual([{ kind: 'ignored', reason: 'updated' }]);
  });
});

describe('the parameter event', () => {
  const readEvent = (values: Record<string, string>) => read(toRequest(encode({ ...withSecret, ...values }), form));

  it.each([
    ['Rejected', 'rejection'],
    ['ＲＥＪＥＣＴＥＤ', 'rejection'],
    ['Unrejected', 'application.unrejected'],
    [' UN-REJECTED ', 'application.unrejected'],
    ['Hired', 'candidate.hired'],
    ['Offer Ended', 'candidate.offer_ended'],
    ['offer-ended', 'candidate.offer_ended'],
  ])('%j is compared by key', async (event, expectation) => {
    const items = await readEvent({ event });
    expect(items.map((item) => (item.kind === 'event' ? item.event.type : item.kind))).toEqual([expectation]);
  });

  it.each(['', '-None-', 'null', '${Event}'])('%j leaves it to the status', async (event) => {
    expect(await readEvent({ event })).toMatchObject([{ kind: 'rejection' }]);
    expect(await readEvent({ event, application_status: 'Hired' })).toMatchObject([{ kind: 'event' }]);
    expect(await readEvent({ event, application_status: 'In Review' })).toMatchObject([{ kind: 'ignored' }]);
  });

  it.each(['', '-None-', 'null', '${Application Status}'])('%j without a status is no rejection', async (nothing) => {
    const { event: _event, application_status: _status, ...bare } = withSecret;
    const unclear = [{ kind: 'refused', errors: [{ code: 'unreadable_body' }] }];
    expect(await readEvent({ event: nothing, application_status: nothing })).toMatchObject(unclear);
    expect(await read(toRequest(encode({ ...bare, event: nothing }), form))).toMatchObject(unclear);
    expect(await read(toRequest(encode(bare), form))).toMatchObject(unclear);
  });

  it.each(['', '-None-', '${Application Status}'])('"rejected" needs no status: %j', async (status) => {
    expect(await readEvent({ application_status: status })).toMatchObject([{ kind: 'rejection' }]);
  });

  it.each([
    ['unrejected', { application_status: { key: 1 }, candidate_id: { key: 1 }, rejected_on: { key: 1 } }],
    ['hired', { rejected_on: { key: 1 } }],
    ['rejected', { application_status: 'Hired', rejected_on: { key: 1 } }],
    ['hired', { email: ['x'.repeat(1_001), { key: 1 }, 'a\0@example.com'] }],
    ['hired', { email: Array.from({ length: 30 }, (_, n) => `${n}@example.com`) }],
  ])('%s needs only the ids: %j', async (event, values) => {
    const request = toRequest(JSON.stringify({ ...withSecret, event, ...values }), 'application/json');
    expect(await read(request)).toMatchObject([{ kind: 'event' }]);
  });
});

describe('what is not understood is refused, and authentic by its secret', () => {
  it.each<[string, HookRequest]>([
    ['JSON with a quote too many', toRequest(`{"secret":"${secret}","last_name":"高橋"桜"}`, 'application/json')],
    ['JSON that is cut', toRequest(`{"secret":"${secret}","last_name":"高`, form)],
    ['multipart without its boundary', toRequest(toMultipart(withSecret), 'multipart/form-data')],
    ['multipart with another boundary', toRequest(toMultipart(withSecret), 'multipart/form-data; boundary=y')],
    [
      'bytes that are no UTF-8',
      toRequest(Buffer.concat([Buffer.from(`${encode(withSecret)}&x=`), Buffer.of(0x8d, 0x82)]), form),
    ],
    ['a cut body with the secret in the query', toRequest('{"last_name', form, `?${encode({ secret })}`)],
    [
      'too many records',
      toRequest(JSON.stringify({ secret, data: Array.from({ length: 101 }, () => fields) }), 'application/json'),
    ],
    ['no record', toRequest(JSON.stringify({ secret, hello: ['world'] }), 'application/json')],
    [
      'a nested value without text',
      toRequest(JSON.stringify({ ...withSecret, application_id: { key: 1 } }), 'application/json'),
    ],
    ['a date without text', toRequest(JSON.stringify({ ...withSecret, rejected_on: { key: 1 } }), 'application/json')],
    [
      'a status without text',
      toRequest(JSON.stringify({ ...withSecret, application_status: { key: 1 } }), 'application/json'),
    ],
    ['an event without text', toRequest(JSON.stringify({ ...withSecret, event: { key: 1 } }), 'application/json')],
    ['NUL in a name', toRequest(JSON.stringify({ ...withSecret, last_name: 'a\0' }), 'application/json')],
    ['a lone surrogate', toRequest(JSON.stringify({ ...withSecret, other: '\ud800' }), 'application/json')],
    ['an odd date', toRequest(encode({ ...withSecret, rejected_on: '0000-01-01' }), form)],
  ])('%s', async (_name, request) => {
    expect(await isAuthentic(request)).toBe(true);
    expect(await isAuthentic(request, 'another-secret-of-zoho')).toBe(false);
    expect((await read(request)).map(({ kind }) => kind)).toEqual(['refused']);
  });
});

it('a secret of another name or depth beyond reason opens nothing', async () => {
  const deep = `${'{"a":'.repeat(1_000)}{"secret":"${secret}"}${'}'.repeat(1_000)}`;
  for (const body of [JSON.stringify({ password: secret }), JSON.stringify({ secret: '' }), deep, '[]', 'null', '""']) {
    expect([body.slice(0, 20), await isAuthentic(toRequest(body, 'application/json'))]).toEqual([
      body.slice(0, 20),
      false,
    ]);
  }
});
