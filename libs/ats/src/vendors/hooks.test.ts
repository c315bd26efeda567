import { createHmac } from 'node:crypto';
import { generateCandidates, greenhouseHook, type SignedHook, standardHook, zohoHook } from '@goen/vendor-sandbox';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AtsVendor, HookRequest } from '../ats-vendor.ts';
import type { ReportedItem } from '../reported-item.ts';
import { greenhouse } from './greenhouse/greenhouse.ts';
import { standardWebhooks } from './standard-webhooks.ts';
import { zohoRecruit } from './zoho-recruit.ts';

const id = '0d3b4f52-7f0e-4f0b-9d2b-111111111111';
const url = `http://gateway.test/v1/hooks/${id}`;
const now = new Date();
const whsec = `whsec_${Buffer.alloc(32, 3).toString('base64')}`;
const [candidate] = generateCandidates(1, 7, '2026-11-24');
if (candidate === undefined) throw new Error('no candidate was generated');

const toRequest = ({ url: to, headers, body }: SignedHook): HookRequest => ({
  headers: new Headers(headers),
  url: new URL(to),
  body: Buffer.from(body),
});
const openConnection = (secrets: Record<string, string>, settings = {}) => ({ id, settings, secrets });
const findHookChannel = (vendor: AtsVendor) => {
  if (vendor.hook === undefined) throw new Error(`${vendor.kind} has no hook`);
  return vendor.hook;
};
const readItem = async (vendor: AtsVendor, hook: SignedHook, settings = {}): Promise<ReportedItem | undefined> =>
  (await findHookChannel(vendor).read(openConnection({}, settings), toRequest(hook), now))[0];

describe('signatures', () => {
  const key = 'a-signing-key';
  const secret = 'a-long-secret-of-zoho';
  const custom = { secret, event: 'rejected' };
  const channels: [string, AtsVendor, SignedHook, Record<string, string>, Record<string, string>][] = [
    [
      'Greenhouse',
      greenhouse,
      greenhouseHook({ url, secret: key }, candidate.greenhouse.reject),
      { signing_key: key },
      { signing_key: 'another-key' },
    ],
    [
      'Zoho, a form',
      zohoRecruit,
      zohoHook({ url, custom }, candidate.zoho.webhookFields),
      { secret },
      { secret: 'another-secret-of-zoho' },
    ],
    [
      'Zoho, JSON',
      zohoRecruit,
      zohoHook({ url, custom, as: 'json' }, candidate.zoho.webhookFields),
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
  it.each(channels)('%s is accepted with its secret and no other', async (_, vendor, hook, right, wrong) => {
    const { verify } = findHookChannel(vendor);
    expect(await verify(openConnection(right), toRequest(hook), now)).toBe(true);
    expect(await verify(openConnection(wrong), toRequest(hook), now)).toBe(false);
    expect(
      await verify(openConnection(right), { ...toRequest(hook), headers: new Headers(), body: Buffer.of() }, now),
    ).toBe(false);
  });

  it.each([
    [
      'Greenhouse',
      greenhouse,
      greenhouseHook({ url, secret: key }, candidate.greenhouse.reject),
      { signing_key: 'a-new-key', previous_signing_key: key },
    ],
    [
      'Standard Webhooks',
      standardWebhooks,
      standardHook({ url, secret: whsec }, {}),
      { signing_secret: `whsec_${Buffer.alloc(32, 4).toString('base64')}`, previous_signing_secret: whsec },
    ],
  ] as [string, AtsVendor, SignedHook, Record<string, string>][])(
    '%s: the previous secret is accepted while it is set',
    async (_, vendor, hook, secrets) =>
      expect(await findHookChannel(vendor).verify(openConnection(secrets), toRequest(hook), now)).toBe(true),
  );

  it('a changed body is refused', async () => {
    const hook = greenhouseHook({ url, secret: key }, candidate.greenhouse.reject);
    await fc.assert(
      fc.asyncProperty(fc.nat(hook.body.length - 1), fc.integer({ min: 1, max: 127 }), async (index, mask) => {
        const body = Buffer.from(hook.body);
        body[index] = (body[index] ?? 0) ^ mask;
        expect(
          await findHookChannel(greenhouse).verify(
            openConnection({ signing_key: key }),
            { ...toRequest(hook), body },
            now,
          ),
        ).toBe(false);
      }),
    );
  });

  it('a Standard Webhooks message from six minutes ago is too old', async () => {
    const sentAt = new Date(Date.now() - 6 * 60_000);
    const hook = standardHook({ url, secret: whsec, now: () => sentAt }, {});
    expect(
      await findHookChannel(standardWebhooks).verify(openConnection({ signing_secret: whsec }), toRequest(hook), now),
    ).toBe(false);
  });
});

const expected = {
  application: { current_stage: { name: candidate.stage.name, kind: candidate.stage.kind } },
  candidate: {
    family_name: candidate.person.familyName,
    given_name: candidate.person.givenName,
    emails: [{ value: candidate.person.email }],
    tags: candidate.skills.map((value) => ({ kind: 'skill', value })),
  },
  job: { name: candidate.job.name },
};

describe('the same rejection from each vendor', () => {
  const custom = { secret: 's', event: 'rejected' };
  const data = { ...candidate.report, source: undefined };
  it.each([
    ['greenhouse', greenhouse, greenhouseHook({ url, secret: 'k' }, candidate.greenhouse.reject)],
    ['zoho_recruit', zohoRecruit, zohoHook({ url, custom }, candidate.zoho.webhookFields)],
    ['zoho_recruit', zohoRecruit, zohoHook({ url, custom, as: 'json' }, candidate.zoho.webhookFields)],
    [
      'standard_webhooks',
      standardWebhooks,
      standardHook({ url, secret: whsec }, { type: 'application.rejected', data }),
    ],
  ] as [string, AtsVendor, SignedHook][])('%s', async (ats, vendor, hook) => {
    const item = await readItem(vendor, hook);
    expect(item).toMatchObject({ kind: 'rejection', report: { source: { ats, connection_id: id }, ...expected } });
    const rejectedAt = item?.kind === 'rejection' ? item.report.application.rejected_at : '';
    expect(Date.parse(rejectedAt)).toBe(Date.parse(candidate.rejectedAt));
  });

  it.each([
    ['〒150-0001 東京都渋谷区1-2-3', '東京都'],
    ['神奈川県横浜市', '神奈川県'],
    ['455 Broadway, New York', undefined],
  ])('Greenhouse: reads the prefecture of the address %s', async (value, prefecture) => {
    const application = candidate.greenhouse.reject.payload.application as { candidate: object };
    const person = { ...application.candidate, addresses: [{ value, type: 'home' }] };
    const body = { action: 'reject_candidate', payload: { application: { ...application, candidate: person } } };
    const item = await readItem(greenhouse, { url, headers: {}, body: JSON.stringify(body) });
    expect(item?.kind === 'rejection' && item.report.candidate.prefecture).toBe(prefecture);
  });

  it('Greenhouse: keeps unmapped fields in remote_data', async () => {
    const item = await readItem(greenhouse, greenhouseHook({ url, secret: 'k' }, candidate.greenhouse.reject));
    const data = item?.kind === 'rejection' ? item.report.remote_data : {};
    expect(data).toMatchObject({ application: { source: { id: 27 } }, candidate: { addresses: [{ type: 'home' }] } });
    expect(JSON.stringify(data)).not.toContain(candidate.person.email);
  });
});

describe('items that are not rejections by the company', () => {
  const application = candidate.greenhouse.reject.payload.application as Record<string, unknown>;
  const greenhouseHookWith = (parts: Record<string, unknown>, action = 'reject_candidate') => ({
    url,
    headers: {},
    body: JSON.stringify({ action, payload: { application: { ...application, ...parts } } }),
  });
  const standardHookWith = (message: unknown) => ({ url, headers: {}, body: JSON.stringify(message) });
  const zohoHookWith = (parts: Record<string, string>) =>
    zohoHook({ url, custom: {} }, { ...candidate.zoho.webhookFields, ...parts });

  it('Greenhouse: "They rejected us" is the candidate’s decision', async () => {
    const reason = { id: 1, name: 'Took another job', type: { id: 2, name: 'They rejected us' } };
    expect(await readItem(greenhouse, greenhouseHookWith({ rejection_reason: reason }))).toMatchObject({
      report: { application: { rejection_reason: { type: 'by_candidate' } } },
    });
  });

  it.each([
    ['a ping', greenhouse, greenhouseHook({ url, secret: 'k' }, { action: 'ping', payload: {} }), 'ping'],
    ['another action', greenhouse, greenhouseHookWith({}, 'update_candidate'), 'update_candidate'],
    ['another type', standardWebhooks, standardHookWith({ type: 'job.opened', data: {} }), 'job.opened'],
    ['a withdrawal', zohoRecruit, zohoHookWith({ application_status: 'Candidate Withdrew' }), 'another status'],
    ['a part of a status', zohoRecruit, zohoHookWith({ application_status: 'Rejected Offer' }), 'another status'],
  ] as [string, AtsVendor, SignedHook, string][])('%s is ignored', async (_, vendor, hook, reason) => {
    expect(await readItem(vendor, hook)).toEqual({ kind: 'ignored', reason });
  });

  it("a company's own list of statuses replaces the default", async () => {
    const settings = { rejection_statuses: ['お見送り'] };
    expect((await readItem(zohoRecruit, zohoHookWith({ application_status: 'お見送り' }), settings))?.kind).toBe(
      'rejection',
    );
    expect((await readItem(zohoRecruit, zohoHookWith({ application_status: 'Rejected' }), settings))?.kind).toBe(
      'ignored',
    );
  });

  it.each([
    ['Greenhouse', greenhouse, greenhouseHook({ url, secret: 'k' }, candidate.greenhouse.unreject)],
    ['Zoho', zohoRecruit, zohoHook({ url, custom: { event: 'unrejected' } }, candidate.zoho.webhookFields)],
    [
      'Standard Webhooks',
      standardWebhooks,
      standardHookWith({
        type: 'application.unrejected',
        timestamp: now.toISOString(),
        data: { application: candidate.report.application },
      }),
    ],
  ] as [string, AtsVendor, SignedHook][])('%s reports an un-rejection', async (_, vendor, hook) => {
    expect(await readItem(vendor, hook)).toMatchObject({ kind: 'event', event: { type: 'application.unrejected' } });
  });

  it.each([
    ['no date', greenhouse, greenhouseHookWith({ rejected_at: null }), '/application/rejected_at'],
    ['an invalid date', zohoRecruit, zohoHookWith({ rejected_on: '31/02/26' }), '/application/rejected_at'],
    ['no id', zohoRecruit, zohoHookWith({ application_id: '' }), '/application/remote_id'],
    ['text that cannot be stored', greenhouse, greenhouseHookWith({ jobs: [{ id: 1, name: 'a\0b' }] }), '/job/name'],
  ] as [string, AtsVendor, SignedHook, string][])(
    '%s is refused with a pointer to the field',
    async (_, vendor, hook, pointer) => {
      const item = await readItem(vendor, hook);
      expect(item?.kind === 'refused' && item.errors.map((error) => error.pointer)).toContain(pointer);
    },
  );
});

describe('invalid details do not block a rejection', () => {
  const { candidate: person, ...application } = candidate.greenhouse.reject.payload.application as {
    candidate: object;
  };
  const readGreenhouse = (parts: object) => {
    const body = {
      action: 'reject_candidate',
      payload: { application: { ...application, candidate: { ...person, ...parts } } },
    };
    return readItem(greenhouse, { url, headers: {}, body: JSON.stringify(body) });
  };
  const toCandidate = (item: ReportedItem | undefined) => (item?.kind === 'rejection' ? item.report.candidate : item);

  it('addresses are passed on as they are: intake chooses one that can be mailed', async () => {
    const addresses = (...values: string[]) => ({ email_addresses: values.map((value) => ({ value, type: 'work' })) });
    expect(toCandidate(await readGreenhouse(addresses('nobody', ' sato@mail.example.jp ')))).toMatchObject({
      emails: [
        { value: 'nobody', type: 'work' },
        { value: 'sato@mail.example.jp', type: 'work' },
      ],
    });
  });

  it('invalid phones and tags, and those over the limit, are dropped', async () => {
    const phones = ['-', '', 'x'.repeat(51), '090-1234-5678'].map((value) => ({ value, type: 'mobile' }));
    const item = await readGreenhouse({ phone_numbers: phones, tags: ['x'.repeat(101), ' ', 'Go'] });
    expect(toCandidate(item)).toMatchObject({
      phones: [{ value: '090-1234-5678', type: 'mobile' }],
      tags: [{ kind: 'skill', value: 'Go' }],
    });
    const many = Array.from({ length: 150 }, (_, n) => `skill ${n}`);
    const zoho = zohoHook(
      { url, custom: {} },
      { ...candidate.zoho.webhookFields, skill_set: [...many, 'x'.repeat(101)].join(';') },
    );
    for (const details of [
      toCandidate(await readGreenhouse({ tags: many })),
      toCandidate(await readItem(zohoRecruit, zoho)),
    ])
      expect(details).toMatchObject({ tags: many.slice(0, 100).map((value) => ({ kind: 'skill', value })) });
    const numbers = Array.from({ length: 30 }, (_, n) => ({ value: `03-0000-00${n}` }));
    expect(toCandidate(await readGreenhouse({ phone_numbers: numbers }))).toMatchObject({
      phones: numbers.slice(0, 20),
    });
  });
});

it('reads any signed body without throwing', async () => {
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
  const types = fc.constantFrom('application/json', 'multipart/form-data; boundary=x', 'text/plain');
  await fc.assert(
    fc.asyncProperty(bodies, types, async (body, type) => {
      for (const vendor of [greenhouse, zohoRecruit, standardWebhooks]) {
        const request = { headers: new Headers({ 'content-type': type }), url: new URL(url), body };
        const items = await findHookChannel(vendor).read(openConnection({}), request, now);
        expect(items.map(({ kind }) => kind)).not.toContain(undefined);
        await findHookChannel(vendor).verify(
          openConnection({ signing_key: 'k', secret: 's', signing_secret: whsec }),
          request,
          now,
        );
      }
    }),
  );
});

it('Greenhouse signs the raw bytes with its own escapes', () => {
  const hook = greenhouseHook({ url, secret: 'k' }, candidate.greenhouse.reject);
  expect(hook.body).toContain('\\u');
  const plain = createHmac('sha256', 'k')
    .update(JSON.stringify(JSON.parse(hook.body)))
    .digest('hex');
  expect(hook.headers.signature).not.toContain(plain);
});
