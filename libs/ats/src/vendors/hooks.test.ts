import { createHmac } from 'node:crypto';
import { generateCandidates, greenhouseHook, type SignedHook, standardHook, zohoHook } from '@goen/vendor-sandbox';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AtsVendor, HookRequest, ReportedItem } from '../ats-vendor.ts';
import { greenhouse } from './greenhouse/greenhouse.ts';
import { standardWebhooks } from './standard-webhooks.ts';
import { zohoRecruit } from './zoho-recruit.ts';

const id = '0d3b4f52-7f0e-4f0b-9d2b-111111111111';
const url = `http://gateway.test/v1/hooks/${id}`;
const now = new Date();
const whsec = `whsec_${Buffer.alloc(32, 3).toString('base64')}`;
const [one] = generateCandidates(1, 7, '2026-11-24');
if (one === undefined) throw new Error('nobody was made up');

const requestOf = ({ url: to, headers, body }: SignedHook): HookRequest => ({
  headers: new Headers(headers),
  url: new URL(to),
  body: Buffer.from(body),
});
const open = (secrets: Record<string, string>, settings = {}) => ({ id, settings, secrets });
const hookOf = (vendor: AtsVendor) => {
  if (vendor.hook === undefined) throw new Error(`${vendor.kind} has no hook`);
  return vendor.hook;
};
const told = (vendor: AtsVendor, hook: SignedHook, settings = {}): ReportedItem | undefined =>
  hookOf(vendor).read(open({}, settings), requestOf(hook), now)[0];

describe('what is signed', () => {
  const key = 'a-signing-key';
  const secret = 'a-long-secret-of-zoho';
  const custom = { secret, event: 'rejected' };
  const roads: [string, AtsVendor, SignedHook, Record<string, string>, Record<string, string>][] = [
    [
      'Greenhouse',
      greenhouse,
      greenhouseHook({ url, secret: key }, one.greenhouse.reject),
      { signing_key: key },
      { signing_key: 'another-key' },
    ],
    [
      'Zoho, a form',
      zohoRecruit,
      zohoHook({ url, custom }, one.zoho.webhookFields),
      { secret },
      { secret: 'another-secret-of-zoho' },
    ],
    [
      'Zoho, JSON',
      zohoRecruit,
      zohoHook({ url, custom, as: 'json' }, one.zoho.webhookFields),
      { secret },
      { secret: `${secret}x` },
    ],
    [
      'Standard Webhooks',
      standardWebhooks,
      standardHook({ url, secret: whsec }, {}),
      { signing_secret: whsec },
      { signing_secret: `whsec_${Buffer.alloc(32, 4).toString('base64')}` },
    ],
  ];
  it.each(roads)('%s is taken with its secret, and with no other', (_, vendor, hook, right, wrong) => {
    const { verify } = hookOf(vendor);
    expect(verify(open(right), requestOf(hook), now)).toBe(true);
    expect(verify(open(wrong), requestOf(hook), now)).toBe(false);
    expect(verify(open(right), { ...requestOf(hook), headers: new Headers(), body: Buffer.of() }, now)).toBe(false);
  });

  it.each([
    [
      'Greenhouse',
      greenhouse,
      greenhouseHook({ url, secret: key }, one.greenhouse.reject),
      { signing_key: 'a-new-key', previous_signing_key: key },
    ],
    [
      'Standard Webhooks',
      standardWebhooks,
      standardHook({ url, secret: whsec }, {}),
      { signing_secret: `whsec_${Buffer.alloc(32, 4).toString('base64')}`, previous_signing_secret: whsec },
    ],
  ] as [string, AtsVendor, SignedHook, Record<string, string>][])(
    '%s: the secret of before is taken while it is set',
    (_, vendor, hook, secrets) => expect(hookOf(vendor).verify(open(secrets), requestOf(hook), now)).toBe(true),
  );

  it('a changed body is not what was signed', () => {
    const hook = greenhouseHook({ url, secret: key }, one.greenhouse.reject);
    fc.assert(
      fc.property(fc.nat(hook.body.length - 1), fc.integer({ min: 1, max: 127 }), (at, by) => {
        const body = Buffer.from(hook.body);
        body[at] = (body[at] ?? 0) ^ by;
        expect(hookOf(greenhouse).verify(open({ signing_key: key }), { ...requestOf(hook), body }, now)).toBe(false);
      }),
    );
  });

  it('a message of Standard Webhooks of six minutes ago is too old', () => {
    const sentAt = new Date(Date.now() - 6 * 60_000);
    const hook = standardHook({ url, secret: whsec, now: () => sentAt }, {});
    expect(hookOf(standardWebhooks).verify(open({ signing_secret: whsec }), requestOf(hook), now)).toBe(false);
  });
});

const expected = {
  application: { current_stage: { name: one.stage.name, kind: one.stage.kind } },
  candidate: {
    family_name: one.person.familyName,
    given_name: one.person.givenName,
    emails: [{ value: one.person.email }],
    tags: one.skills.map((value) => ({ kind: 'skill', value })),
  },
  job: { name: one.job.name },
};

describe('the same rejection, as each tells it', () => {
  const custom = { secret: 's', event: 'rejected' };
  const data = { ...one.report, source: undefined };
  it.each([
    ['greenhouse', greenhouse, greenhouseHook({ url, secret: 'k' }, one.greenhouse.reject)],
    ['zoho_recruit', zohoRecruit, zohoHook({ url, custom }, one.zoho.webhookFields)],
    ['zoho_recruit', zohoRecruit, zohoHook({ url, custom, as: 'json' }, one.zoho.webhookFields)],
    [
      'standard_webhooks',
      standardWebhooks,
      standardHook({ url, secret: whsec }, { type: 'application.rejected', data }),
    ],
  ] as [string, AtsVendor, SignedHook][])('%s', (ats, vendor, hook) => {
    const read = told(vendor, hook);
    expect(read).toMatchObject({ kind: 'rejection', report: { source: { ats, connection_id: id }, ...expected } });
    const at = read?.kind === 'rejection' ? read.report.application.rejected_at : '';
    expect(Date.parse(at)).toBe(Date.parse(one.rejectedAt));
  });

  it.each([
    ['〒150-0001 東京都渋谷区1-2-3', '東京都'],
    ['神奈川県横浜市', '神奈川県'],
    ['455 Broadway, New York', undefined],
  ])('Greenhouse: of the address %s the prefecture is taken', (value, prefecture) => {
    const application = one.greenhouse.reject.payload.application as { candidate: object };
    const candidate = { ...application.candidate, addresses: [{ value, type: 'home' }] };
    const body = { action: 'reject_candidate', payload: { application: { ...application, candidate } } };
    const read = told(greenhouse, { url, headers: {}, body: JSON.stringify(body) });
    expect(read?.kind === 'rejection' && read.report.candidate.prefecture).toBe(prefecture);
  });

  it('Greenhouse: what we have no field for is kept as it came', () => {
    const read = told(greenhouse, greenhouseHook({ url, secret: 'k' }, one.greenhouse.reject));
    const data = read?.kind === 'rejection' ? read.report.remote_data : {};
    expect(data).toMatchObject({ application: { source: { id: 27 } }, candidate: { addresses: [{ type: 'home' }] } });
    expect(JSON.stringify(data)).not.toContain(one.person.email);
  });
});

describe('what is not taken for a rejection by the company', () => {
  const application = one.greenhouse.reject.payload.application as Record<string, unknown>;
  const greenhouseOf = (parts: Record<string, unknown>, action = 'reject_candidate') => ({
    url,
    headers: {},
    body: JSON.stringify({ action, payload: { application: { ...application, ...parts } } }),
  });
  const standardOf = (message: unknown) => ({ url, headers: {}, body: JSON.stringify(message) });
  const zohoOf = (parts: Record<string, string>) =>
    zohoHook({ url, custom: {} }, { ...one.zoho.webhookFields, ...parts });

  it('Greenhouse: "They rejected us" is by the candidate', () => {
    const reason = { id: 1, name: 'Took another job', type: { id: 2, name: 'They rejected us' } };
    expect(told(greenhouse, greenhouseOf({ rejection_reason: reason }))).toMatchObject({
      report: { application: { rejection_reason: { type: 'by_candidate' } } },
    });
  });

  it.each([
    ['a ping', greenhouse, greenhouseHook({ url, secret: 'k' }, { action: 'ping', payload: {} }), 'ping'],
    ['another action', greenhouse, greenhouseOf({}, 'hire_candidate'), 'hire_candidate'],
    ['another type', standardWebhooks, standardOf({ type: 'job.opened', data: {} }), 'job.opened'],
    ['a withdrawal', zohoRecruit, zohoOf({ application_status: 'Offer-Declined' }), 'another status'],
    ['a part of a status', zohoRecruit, zohoOf({ application_status: 'Rejected Offer' }), 'another status'],
  ] as [string, AtsVendor, SignedHook, string][])('%s is ignored', (_, vendor, hook, reason) => {
    expect(told(vendor, hook)).toEqual({ kind: 'ignored', reason });
  });

  it("a company's own list of statuses counts alone", () => {
    const settings = { rejection_statuses: ['お見送り'] };
    expect(told(zohoRecruit, zohoOf({ application_status: 'お見送り' }), settings)?.kind).toBe('rejection');
    expect(told(zohoRecruit, zohoOf({ application_status: 'Rejected' }), settings)?.kind).toBe('ignored');
  });

  it.each([
    ['Greenhouse', greenhouse, greenhouseHook({ url, secret: 'k' }, one.greenhouse.unreject)],
    ['Zoho', zohoRecruit, zohoHook({ url, custom: { event: 'unrejected' } }, one.zoho.webhookFields)],
    [
      'Standard Webhooks',
      standardWebhooks,
      standardOf({
        type: 'application.unrejected',
        timestamp: now.toISOString(),
        data: { application: one.report.application },
      }),
    ],
  ] as [string, AtsVendor, SignedHook][])('%s takes a rejection back', (_, vendor, hook) => {
    expect(told(vendor, hook)).toMatchObject({ kind: 'event', event: { type: 'application.unrejected' } });
  });

  it.each([
    ['no date', greenhouse, greenhouseOf({ rejected_at: null }), '/application/rejected_at'],
    ['a date that is none', zohoRecruit, zohoOf({ rejected_on: '31/02/26' }), '/application/rejected_at'],
    ['no id', zohoRecruit, zohoOf({ application_id: '' }), '/application/remote_id'],
    [
      'an address that is none',
      standardWebhooks,
      standardOf({
        type: 'application.rejected',
        data: { ...one.report, candidate: { remote_id: '1', emails: [{ value: 'nobody' }] } },
      }),
      '/candidate/emails/0/value',
    ],
    ['text that nothing can keep', greenhouse, greenhouseOf({ jobs: [{ id: 1, name: 'a\0b' }] }), '/job/name'],
  ] as [string, AtsVendor, SignedHook, string][])('%s is refused where it is wrong', (_, vendor, hook, pointer) => {
    const read = told(vendor, hook);
    expect(read?.kind === 'refused' && read.errors.map((error) => error.pointer)).toContain(pointer);
  });
});

describe('what a system has beside the rejection does not keep it out', () => {
  const { candidate, ...application } = one.greenhouse.reject.payload.application as { candidate: object };
  const greenhouseOf = (parts: object) => {
    const body = {
      action: 'reject_candidate',
      payload: { application: { ...application, candidate: { ...candidate, ...parts } } },
    };
    return told(greenhouse, { url, headers: {}, body: JSON.stringify(body) });
  };
  const report = (read: ReportedItem | undefined) => (read?.kind === 'rejection' ? read.report.candidate : read);

  it('an address that is none is dropped beside one that is; alone, it is refused', () => {
    const addresses = (...values: string[]) => ({ email_addresses: values.map((value) => ({ value, type: 'work' })) });
    expect(report(greenhouseOf(addresses('nobody', ' sato@mail.example.jp ')))).toMatchObject({
      emails: [{ value: 'sato@mail.example.jp', type: 'work' }],
    });
    expect(greenhouseOf(addresses('nobody'))).toMatchObject({
      kind: 'refused',
      errors: [{ pointer: '/candidate/emails/0/value' }],
    });
  });

  it('phones and tags that do not fit, and those over the limit, are dropped', () => {
    const phones = ['', 'x'.repeat(51), '090-1234-5678'].map((value) => ({ value, type: 'mobile' }));
    const read = greenhouseOf({ phone_numbers: phones, tags: ['x'.repeat(101), ' ', 'Go'] });
    expect(report(read)).toMatchObject({
      phones: [{ value: '090-1234-5678', type: 'mobile' }],
      tags: [{ kind: 'skill', value: 'Go' }],
    });
    const many = Array.from({ length: 150 }, (_, n) => `skill ${n}`);
    const zoho = zohoHook(
      { url, custom: {} },
      { ...one.zoho.webhookFields, skill_set: [...many, 'x'.repeat(101)].join(';') },
    );
    for (const candidate of [report(greenhouseOf({ tags: many })), report(told(zohoRecruit, zoho))])
      expect(candidate).toMatchObject({ tags: many.slice(0, 100).map((value) => ({ kind: 'skill', value })) });
    const numbers = Array.from({ length: 30 }, (_, n) => ({ value: `03-0000-00${n}` }));
    expect(report(greenhouseOf({ phone_numbers: numbers }))).toMatchObject({ phones: numbers.slice(0, 20) });
  });
});

it('whatever comes with a right signature is read without a fault of ours', () => {
  const bodies = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.json({ maxDepth: 4 }).map((text) => Buffer.from(text)),
    fc
      .record({ action: fc.constantFrom('reject_candidate', 'unreject_candidate'), payload: fc.object() })
      .map((body) => Buffer.from(JSON.stringify(body))),
    fc
      .record({ type: fc.constantFrom('application.rejected', 'candidate.hired'), data: fc.object() })
      .map((body) => Buffer.from(JSON.stringify(body))),
  );
  const types = fc.constantFrom('application/json', 'application/x-www-form-urlencoded', 'text/plain');
  fc.assert(
    fc.property(bodies, types, (body, type) => {
      for (const vendor of [greenhouse, zohoRecruit, standardWebhooks]) {
        const request = { headers: new Headers({ 'content-type': type }), url: new URL(url), body };
        const all = hookOf(vendor).read(open({}), request, now);
        expect(all.map(({ kind }) => kind)).not.toContain(undefined);
        hookOf(vendor).verify(open({ signing_key: 'k', secret: 's', signing_secret: whsec }), request, now);
      }
    }),
  );
});

it('Greenhouse signs the bytes that it sends, with escapes of its own', () => {
  const hook = greenhouseHook({ url, secret: 'k' }, one.greenhouse.reject);
  expect(hook.body).toContain('\\u');
  const plain = createHmac('sha256', 'k')
    .update(JSON.stringify(JSON.parse(hook.body)))
    .digest('hex');
  expect(hook.headers.signature).not.toContain(plain);
});
