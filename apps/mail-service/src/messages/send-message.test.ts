import { personHash } from '@goen/service-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { companyA, companyB, type MailFixture, messageTo, startMailFixture } from '../testing/mail-fixture.ts';

let fixture: MailFixture;
beforeAll(async () => {
  fixture = await startMailFixture();
});
afterAll(() => fixture.close());

describe('a mail', () => {
  it('is sent with its headers, tags and both parts', async () => {
    const request = messageTo('taro@example.com');
    const result = await fixture.send(request);
    expect(result).toMatchObject({ status: 'sent', kind: 'rejection_relay', rejectionIds: request.rejectionIds });
    const [mail] = await fixture.inbox('taro@example.com');
    expect(mail).toMatchObject({
      from: '"株式会社みどり" <saiyo@midori.example>',
      to: ['taro@example.com'],
      reply_to: ['hr@midori.example'],
      subject: '選考結果のご連絡【株式会社みどり】',
      headers: {
        'Auto-Submitted': 'auto-generated',
        'Message-ID': `<${result.id}@midori.example>`,
        'Feedback-ID': `rejection_relay:${request.company}:invitation:goen`,
        'List-Unsubscribe': '<https://goen.example/c/abc/unsubscribe>',
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      },
    });
    expect(mail?.tags).toContainEqual({ name: 'message_id', value: result.id });
    expect(mail?.html).toContain('髙橋様');
    expect(mail?.text).toContain('髙橋様');
  });

  it('has no unsubscribe link when it is the plain result', async () => {
    await fixture.send(messageTo('plain@example.com', { kind: 'rejection' }));
    const [mail] = await fixture.inbox('plain@example.com');
    expect(Object.keys(mail?.headers ?? {}).sort()).toEqual(['Auto-Submitted', 'Feedback-ID', 'Message-ID']);
    expect(mail?.text).not.toContain('unsubscribe');
    expect(mail?.text).toContain('https://goen.example/c/abc');
  });

  it('is shown as it was sent, to its company alone, until its content is purged', async () => {
    const { id } = await fixture.send(messageTo('shown@example.com'));
    const show = async () => (await fixture.get(`/messages/${id}?company=${companyA}`)).json();
    expect(await show()).toMatchObject({
      id,
      state: 'sent',
      kind: 'rejection_relay',
      skipReason: null,
      history: [{ state: 'queued' }, { state: 'sent' }],
      content: { to: 'shown@example.com', subject: '選考結果のご連絡【株式会社みどり】' },
    });
    await fixture.sql('update message set rendered = null where id = ?', [id]);
    expect(await show()).toMatchObject({ id, state: 'sent', content: null, contentUntil: null });
    for (const query of ['', `?company=${companyB}`]) {
      expect((await fixture.get(`/messages/${id}${query}`)).status).toBe(query ? 404 : 422);
    }
    expect((await fixture.get(`/messages/none?company=${companyA}`)).status).toBe(404);
  });

  it('is listed without its content, by person, kind and state, newest first', async () => {
    const company = '4a1f7c0e-92a1-4a53-9a36-5f6f4f9a0c77';
    const ids: string[] = [];
    for (const [email, kind] of [
      ['a@list.example', 'rejection'],
      ['b@list.example', 'rejection'],
      ['a@list.example', 'keeping_notice'],
    ] as const) {
      const request = messageTo(email, { company, kind });
      const keeping = { kind: 'kept' as const, until: '2027-01-01', notice: null };
      ids.push((await fixture.send({ ...request, variables: { ...request.variables, keeping } })).id);
    }
    const list = async (query: string) => {
      const text = await (await fixture.get(`/messages?company=${company}${query}`)).text();
      expect(text).not.toMatch(/list\.example|髙橋/);
      return JSON.parse(text) as { items: { id: string }[]; next: string | null };
    };
    const [first, second, third] = ids;
    const page = await list('&limit=2');
    expect(page.items.map(({ id }) => id)).toEqual([third, second]);
    expect((await list(`&limit=2&cursor=${page.next}`)).items.map(({ id }) => id)).toEqual([first]);
    const hash = personHash('a@list.example', 'a-key-of-the-tests');
    expect((await list(`&personHashes=${hash}`)).items.map(({ id }) => id)).toEqual([third, first]);
    expect((await list('&kind=keeping_notice&state=sent')).items.map(({ id }) => id)).toEqual([third]);
    expect((await list('&state=skipped')).items).toEqual([]);
  });

  it('is stored encrypted', async () => {
    const { id } = await fixture.send(messageTo('sealed@example.com'));
    const [row] = await fixture.sql<{ rendered: Buffer }>('select rendered from message where id = ?', [id]);
    expect(row?.rendered.length).toBeGreaterThan(1000);
    expect(row?.rendered.toString('latin1')).not.toContain('sealed@example.com');
  });

  it('logs no personal data', () => {
    expect(fixture.logs.join('')).not.toMatch(/example\.com|髙橋|みどり/);
  });

  it('requires the service token, JSON and a valid body', async () => {
    const anonymous = await fetch(`${fixture.url()}/messages`, { method: 'POST' });
    expect(anonymous.status).toBe(401);
    const invalid = await fixture.post('/messages', { ...messageTo('x@example.com'), to: { email: 1 } });
    expect([invalid.status, await invalid.json()]).toMatchObject([422, { errors: [{ pointer: '/to/email' }] }]);
    const script = messageTo('x@example.com');
    const bad = await fixture.post('/messages', {
      ...script,
      variables: { ...script.variables, pageUrl: 'javascript:x' },
    });
    expect([bad.status, await bad.json()]).toMatchObject([422, { errors: [{ pointer: '/variables/pageUrl' }] }]);
  });
});

const proof = { at: '2026-01-05T10:00:00+09:00', method: 'page', textVersion: '2', textHash: 'a'.repeat(64) };

it('stores the legal basis of a regulated mail and its proof', async () => {
  const readEvidence = async (request: ReturnType<typeof messageTo>) => {
    const { id } = await fixture.send(request);
    return (await fixture.sql('select basis, basis_proof, missing from message where id = ?', [id]))[0];
  };
  const basis = { kind: 'opt_in', proof } as const;
  expect(await readEvidence(messageTo('proven@example.com', { basis }))).toEqual({
    basis: 'opt_in',
    basis_proof: proof,
    missing: [],
  });
  expect(await readEvidence(messageTo('notified@example.com'))).toMatchObject({
    basis: 'address_notified',
    basis_proof: null,
  });
  expect(await readEvidence(messageTo('plain-basis@example.com', { kind: 'rejection' }))).toMatchObject({
    basis: null,
  });
});

describe('a key', () => {
  it('always gets its first result, with a warning when the inputs differ', async () => {
    const request = messageTo('same@example.com');
    const first = await fixture.send(request);
    fixture.logs.length = 0;
    expect(await fixture.send(request)).toEqual(first);
    expect(fixture.logs.join('')).not.toContain('other inputs');
    const other = messageTo('other@example.com', { key: request.key, kind: 'rejection', date: '2026-12-01' });
    expect(await fixture.send(other)).toEqual(first);
    expect(fixture.logs.join('')).toContain('Key repeated with other inputs');
    expect(await fixture.inbox('same@example.com')).toHaveLength(1);
    expect(await fixture.inbox('other@example.com')).toEqual([]);
  });

  it('sends one mail for twenty concurrent requests', async () => {
    const request = messageTo('parallel@example.com');
    const results = await Promise.all(Array.from({ length: 20 }, () => fixture.send(request)));
    expect(new Set(results.map((result) => JSON.stringify(result))).size).toBe(1);
    expect(await fixture.inbox('parallel@example.com')).toHaveLength(1);
  });

  it('keeps a skip too', async () => {
    const request = messageTo('skip@example.com', { basis: null });
    const first = await fixture.send(request);
    expect(await fixture.send({ ...request, basis: { kind: 'address_notified' } })).toEqual(first);
  });
});

describe('a mail that may not be sent', () => {
  const withoutUnsubscribeUrl = { ...messageTo('').variables, unsubscribeUrl: '' };
  it.each([
    ['sender_incomplete', ['sender.postalAddress'], { sender: { ...messageTo('').sender, postalAddress: ' ' } }],
    ['sender_incomplete', ['sender.contact'], { sender: { ...messageTo('').sender, contact: '' } }],
    ['sender_incomplete', ['variables.unsubscribeUrl'], { variables: withoutUnsubscribeUrl }],
    ['no_basis', ['basis'], { basis: null }],
    ['no_basis', ['basis.proof.textHash'], { basis: { kind: 'opt_in', proof: { ...proof, textHash: null } } }],
  ] as const)('is skipped with %s: %s, while the plain result is sent', async (reason, missing, change) => {
    const email = `${reason}-${Object.keys(change)[0]}-${Math.random()}@example.com`;
    expect(await fixture.send(messageTo(email, change))).toMatchObject({ status: 'skipped', reason, missing });
    expect(await fixture.inbox(email)).toEqual([]);
    expect(await fixture.send(messageTo(email, { ...change, kind: 'rejection' }))).toMatchObject({ status: 'sent' });
  });

  it('is a second regulated mail of a company to a person on the same day', async () => {
    const email = 'daily@example.com';
    expect(await fixture.send(messageTo(email))).toMatchObject({ status: 'sent' });
    const second = messageTo('Daily@Example.com', { kind: 'first_follow_up' });
    expect(await fixture.send(second)).toMatchObject({ status: 'skipped', reason: 'daily_limit' });
    expect(await fixture.send(messageTo(email, { kind: 'rejection' }))).toMatchObject({ status: 'sent' });
    expect(await fixture.send(messageTo(email, { date: '2026-11-25' }))).toMatchObject({ status: 'sent' });
  });

  it.each([
    'rejection_relay',
    'relay_reminder',
    'first_follow_up',
    'second_follow_up',
    'introduction_request',
  ] as const)('is not a %s of one company because another company wrote that day', async (kind) => {
    const email = `two-companies-${kind}@example.com`;
    const about = { company: '株式会社あおば', position: '営業', positionUrl: null };
    const variables = { ...messageTo('').variables, introduction: about };
    expect(await fixture.send(messageTo(email, { kind, variables }))).toMatchObject({ status: 'sent' });
    const other = messageTo(email, { kind, variables, company: companyB });
    expect(await fixture.send(other)).toMatchObject({ status: 'sent' });
  });

  it('is each but one of ten concurrent regulated mails', async () => {
    const results = await Promise.all(Array.from({ length: 10 }, () => fixture.send(messageTo('race@example.com'))));
    expect(results.filter((result) => result.status === 'sent')).toHaveLength(1);
    expect(results.filter((r) => r.status === 'skipped' && r.reason === 'daily_limit')).toHaveLength(9);
    expect(await fixture.inbox('race@example.com')).toHaveLength(1);
  });
});

describe('an approved mail', () => {
  const preview = async (request: object): Promise<string> => {
    const answer = await fixture.post('/messages/preview?as=text', request);
    return ((await answer.json()) as { digest: string }).digest;
  };

  it('is sent as it was approved, whatever its links and its day', async () => {
    const request = messageTo('approved@example.com');
    const approvedDigest = await preview(request);
    const pageUrl = 'https://goen.example/c/another';
    const sent = { ...request, approvedDigest, date: '2026-11-25', variables: { ...request.variables, pageUrl } };
    expect(await fixture.send(sent)).toMatchObject({ status: 'sent' });
  });

  const base = messageTo('');
  it.each([
    ['its recipient', { to: { email: 'other@example.com' } }],
    ['the name', { to: { email: 'approved-2@example.com', familyName: '別人' } }],
    ['its language', { locale: 'en' }],
    ['its kind', { kind: 'rejection' }],
    ['its wording', { wording: { subject: '別の件名', body: '{{addressee}} [ご案内]({{pageUrl}})' } }],
    ['the sender', { sender: { ...base.sender, name: '株式会社べつ' } }],
    ['the postal address', { sender: { ...base.sender, postalAddress: '大阪市北区1-1' } }],
    ['the jobs', { variables: { ...base.variables, jobNames: ['別の求人'] } }],
    ['the basis', { basis: { kind: 'opt_in', proof } }],
  ])('is refused and not stored when %s changed', async (_name, change) => {
    const request = messageTo('approved-2@example.com');
    const approvedDigest = await preview(request);
    const answer = await fixture.post('/messages', { ...request, ...change, approvedDigest });
    expect([answer.status, await answer.json()]).toMatchObject([409, { code: 'mail_changed' }]);
    expect(await fixture.sql('select 1 from message where key = ?', [request.key])).toEqual([]);
  });
});

describe('a suppression', () => {
  const suppress = async (email: string, scope: 'regulated' | 'all', company = messageTo('').company) => {
    for (let times = 0; times < 2; times += 1) {
      const reason = scope === 'all' ? 'bounced' : 'unsubscribed';
      const response = await fixture.post('/suppressions', { company, email, scope, reason });
      expect(response.status).toBe(204);
    }
  };

  it('of one company stops its regulated mails only', async () => {
    await suppress('Off@example.com', 'regulated');
    expect(await fixture.send(messageTo('off@example.com'))).toMatchObject({ reason: 'suppressed' });
    expect(await fixture.send(messageTo('off@example.com', { kind: 'rejection' }))).toMatchObject({ status: 'sent' });
    expect(await fixture.send(messageTo('off@example.com', { company: companyB }))).toMatchObject({ status: 'sent' });
    const hash = personHash('off@example.com', fixture.env.PERSON_HASH_KEY ?? '');
    expect(await fixture.sql('select 1 from suppression where person_hash = ?', [hash])).toHaveLength(1);
  });

  const consentedAt = (at: string) => ({ kind: 'opt_in', proof: { ...proof, at } }) as const;
  it.each([
    ['first_follow_up', '2026-11-20T12:00:00Z', 'sent'],
    ['second_follow_up', '2026-11-20T12:00:00Z', 'sent'],
    ['introduction_request', '2026-11-20T12:00:00Z', 'sent'],
    ['introduction_reminder', '2026-11-20T12:00:00Z', 'sent'],
    ['rejection_relay', '2026-11-20T12:00:00Z', 'skipped'],
    ['relay_reminder', '2026-11-20T12:00:00Z', 'skipped'],
    ['first_follow_up', '2026-11-20T11:00:00Z', 'skipped'],
  ] as const)('at 11:30 and a consent: %s on a consent of %s is %s', async (kind, at, status) => {
    const email = `again-${kind}-${Date.parse(at)}@example.com`;
    const body = { company: messageTo('').company, email, scope: 'regulated', reason: 'unsubscribed' };
    await fixture.post('/suppressions', { ...body, at: '2026-11-20T11:30:00Z' });
    const about = { company: '株式会社あおば', position: '営業', positionUrl: null };
    const variables = { ...messageTo('').variables, introduction: about };
    const request = messageTo(email, { kind, basis: consentedAt(at), variables });
    expect(await fixture.send(request)).toMatchObject({ status });
  });

  it('stops again after a consent, and a repeat of an earlier one does not', async () => {
    const email = 'again-and-again@example.com';
    const body = { company: messageTo('').company, email, scope: 'regulated', reason: 'unsubscribed' };
    const basis = consentedAt('2026-11-20T12:00:00Z');
    const send = (date: string) => fixture.send(messageTo(email, { kind: 'first_follow_up', basis, date }));
    for (const at of ['2026-11-20T11:30:00Z', '2026-11-20T11:00:00Z'])
      await fixture.post('/suppressions', { ...body, at });
    expect(await send('2026-11-24')).toMatchObject({ status: 'sent' });
    await fixture.post('/suppressions', { ...body, at: '2026-11-21T11:00:00Z' });
    expect(await send('2026-11-25')).toMatchObject({ status: 'skipped', reason: 'suppressed' });
  });

  it('of all mails stops what the person consented to later', async () => {
    const email = 'complained-then-consented@example.com';
    const body = { company: messageTo('').company, email, scope: 'all', reason: 'complained' };
    await fixture.post('/suppressions', { ...body, at: '2026-11-20T11:30:00Z' });
    const request = messageTo(email, { kind: 'first_follow_up', basis: consentedAt('2026-11-20T12:00:00Z') });
    expect(await fixture.send(request)).toMatchObject({ status: 'skipped', reason: 'suppressed' });
  });

  it('of all mails stops every mail of every company', async () => {
    await suppress('bounced@example.com', 'all');
    await suppress('bounced@example.com', 'all', companyB);
    for (const kind of ['rejection', 'rejection_relay'] as const) {
      const request = messageTo('bounced@example.com', { kind, company: companyB });
      expect(await fixture.send(request)).toMatchObject({ status: 'skipped', reason: 'suppressed' });
    }
    const hash = personHash('bounced@example.com', fixture.env.PERSON_HASH_KEY ?? '');
    expect(await fixture.sql('select 1 from suppression where person_hash = ?', [hash])).toHaveLength(1);
  });

  it('stores no address', async () => {
    const rows = await fixture.sql<{ person_hash: string }>('select person_hash from suppression');
    expect(rows.map((row) => row.person_hash)).toContain(
      personHash('off@example.com', fixture.env.PERSON_HASH_KEY ?? ''),
    );
  });
});
