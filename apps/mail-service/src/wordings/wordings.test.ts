import { type MailKind, type WordingVersion, wordingPage, wordingVersion } from '@goen/contracts/internal';
import { MikroORM } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  companyA,
  companyB,
  headersFor,
  type MailFixture,
  messageTo,
  startMailFixture,
} from '../testing/mail-fixture.ts';

let fixture: MailFixture;
beforeAll(async () => {
  fixture = await startMailFixture();
});
afterAll(() => fixture.close());
beforeEach(() => {
  fixture.logs.length = 0;
});

type WordingChange = Partial<Pick<WordingVersion, 'kind' | 'locale' | 'stage' | 'jobCategory' | 'savedBy'>> & {
  company?: string;
  subject?: string;
  body?: string;
};
const call = (method: string, path: string, body?: unknown) =>
  fetch(fixture.url() + path, {
    method,
    headers: headersFor(method, path),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const put = (change: WordingChange) =>
  call('PUT', '/wordings', {
    company: companyA,
    kind: 'rejection',
    locale: 'ja',
    savedBy: 'tests',
    subject: '結果のご連絡',
    body: '{{addressee}}\n\n弊社の言葉です。',
    ...change,
  });
const save = async (change: WordingChange) => {
  const response = await put(change);
  if (response.status !== 200) throw new Error(await response.text());
  return wordingVersion.parse(await response.json());
};
const list = async (path: string) => wordingPage.parse(await (await fixture.get(path)).json());

describe('a saved wording', () => {
  it('is used from the next mail on, inside the frame, and the message records its version', async () => {
    const { id, version } = await save({
      subject: '弊社より{{addressee}}へ',
      body: '{{addressee}}\n\n**弊社**の言葉です。',
    });
    expect(version).toBe(1);
    const result = await fixture.send(messageTo('own-words@example.com', { kind: 'rejection' }));
    const [mail] = await fixture.inbox('own-words@example.com');
    expect(mail?.subject).toBe('弊社より髙橋様へ');
    expect(mail?.html).toContain('<strong>弊社</strong>の言葉です。');
    expect(mail?.text).toContain('髙橋様\n\n弊社の言葉です。\n\n-- \n株式会社みどり\n東京都渋谷区1-2-3\n');
    expect(await fixture.sql('select wording_version from message where id = ?', [result.id])).toEqual([
      { wording_version: `wording:${id}` },
    ]);
  });

  it('cannot remove the unsubscribe link and the identity', async () => {
    await save({ kind: 'first_follow_up', subject: 'お元気ですか', body: '{{addressee}}' });
    await fixture.send(messageTo('frame@example.com', { kind: 'first_follow_up' }));
    const [mail] = await fixture.inbox('frame@example.com');
    for (const part of [mail?.html, mail?.text]) {
      for (const words of [
        'https://goen.example/c/abc/unsubscribe',
        '株式会社みどり',
        '東京都渋谷区1-2-3',
        'hr@midori',
      ]) {
        expect(part).toContain(words);
      }
    }
    expect(mail?.headers?.['List-Unsubscribe']).toBe('<https://goen.example/c/abc/unsubscribe>');
  });

  it('is refused with line and column, and nothing is stored', async () => {
    const response = await put({ company: companyB, subject: 'a {{nobody}}', body: '{{addressee}}\n\n ok {{company' });
    expect(response.status).toBe(422);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toMatchObject({
      code: 'invalid_request',
      errors: [
        { pointer: '/subject', code: 'unknown_variable', line: 1, column: 3 },
        { pointer: '/body', code: 'unclosed_braces', line: 3, column: 5 },
      ],
    });
    expect((await list(`/wordings?company=${companyB}`)).items).toEqual([]);
  });

  it('is refused when its mail would be clipped', async () => {
    const response = await put({ company: companyB, body: `{{addressee}}\n\n${'- a\n'.repeat(2_000)}` });
    expect([response.status, await response.json()]).toMatchObject([422, { errors: [{ code: 'too_large' }] }]);
  });
});

describe('versions', () => {
  const target = 'kind=relay_reminder&locale=en';
  const createChange = (nth: number): WordingChange => ({
    kind: 'relay_reminder',
    locale: 'en',
    savedBy: `person ${nth}`,
    subject: `Words ${nth}`,
    body: '{{addressee}} {{pageUrl}}',
  });

  it('are kept permanently: changes, retirements and later changes', async () => {
    await save(createChange(1));
    await save(createChange(2));
    const again = await save(createChange(2));
    expect(again.version).toBe(2);
    const retired = await call('DELETE', `/wordings?company=${companyA}&savedBy=someone&${target}`);
    expect([retired.status, await retired.json()]).toMatchObject([200, { version: 3, subject: null, body: null }]);
    const nothing = await call('DELETE', `/wordings?company=${companyA}&savedBy=someone&${target}`);
    expect([nothing.status, await nothing.json()]).toMatchObject([404, { code: 'not_found' }]);
    await save(createChange(4));
    const path = `/wordings/versions?company=${companyA}&${target}`;
    const first = await list(`${path}&limit=3`);
    const second = await list(`${path}&limit=3&cursor=${first.next}`);
    const all = [...first.items, ...second.items].map(({ version, subject, savedBy }) => [version, subject, savedBy]);
    expect(all).toEqual([
      [4, 'Words 4', 'person 4'],
      [3, null, 'someone'],
      [2, 'Words 2', 'person 2'],
      [1, 'Words 1', 'person 1'],
    ]);
    expect(second.next).toBeNull();
    expect((await fixture.get(`${path}&cursor=x`)).status).toBe(400);
  });

  it('saved concurrently get consecutive numbers', async () => {
    const versions = await Promise.all(
      Array.from({ length: 4 }, (_, nth) => save({ stage: 'final', jobCategory: '並行', subject: `S${nth}` })),
    );
    expect(versions.map(({ version }) => version).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4]);
  });

  it('cannot be changed or deleted by the service', async () => {
    const clientUrl = fixture.env.MAIL_DATABASE_URL ?? '';
    const asService = await MikroORM.init({ clientUrl, entities: [], discovery: { warnWhenNoEntities: false } });
    for (const sql of ['update wording_version set body = null', 'delete from wording_version']) {
      await expect(asService.em.fork().execute(sql)).rejects.toThrow(/permission denied/);
    }
    await asService.close(true);
  });

  it('of another company are not visible', async () => {
    expect(await list(`/wordings/versions?company=${companyB}&${target}`)).toEqual({ items: [], next: null });
    const own = await list(`/wordings?company=${companyA}&limit=200`);
    expect(own.items.length).toBeGreaterThan(2);
    expect(own.items.every(({ body }) => body !== null)).toBe(true);
  });
});

describe('the nearest wording', () => {
  const kind: MailKind = 'rejection';
  const saveNearest = (body: string, change: WordingChange = {}) =>
    save({ company: companyB, kind, body: `{{addressee}}${body}`, ...change });
  const readUsed = async (change: {
    stage?: 'documents' | 'interview';
    jobCategory?: string | null;
    locale?: 'ja' | 'en';
  }) => {
    const email = `nearest-${Math.random()}@example.com`;
    const { locale = 'ja', ...variables } = change;
    const base = messageTo(email, { kind, locale, company: companyB });
    await fixture.send({ ...base, variables: { ...base.variables, ...variables } });
    const [mail] = await fixture.inbox(email);
    return /髙橋様(\w+)/.exec(mail?.text ?? '')?.[1] ?? 'builtin';
  };

  it('is that for stage and category, then stage, then category, then all, else the built-in one', async () => {
    const interviewed = { stage: 'interview', jobCategory: 'ｅｎｇｉｎｅｅｒ' } as const;
    expect(await readUsed(interviewed)).toBe('builtin');
    await saveNearest('all');
    expect(await readUsed(interviewed)).toBe('all');
    await saveNearest('category', { jobCategory: 'Engineer' });
    expect(await readUsed(interviewed)).toBe('category');
    await saveNearest('stage', { stage: 'interview' });
    expect(await readUsed(interviewed)).toBe('stage');
    await saveNearest('both', { stage: 'interview', jobCategory: 'Engineer' });
    expect(await readUsed(interviewed)).toBe('both');
    expect(await readUsed({ stage: 'documents', jobCategory: 'engineer' })).toBe('category');
    expect(await readUsed({ stage: 'documents', jobCategory: null })).toBe('all');
    expect(await readUsed({ ...interviewed, locale: 'en' })).toBe('builtin');
    await call(
      'DELETE',
      `/wordings?company=${companyB}&savedBy=x&kind=${kind}&locale=ja&stage=interview&jobCategory=ENGINEER`,
    );
    expect(await readUsed(interviewed)).toBe('stage');
  });
});

it('concurrent mails each get the wording of their company', async () => {
  const [firstCompany, secondCompany] = [
    '5a1f7c0e-92a1-4a53-9a36-5f6f4f9a0c05',
    '6a1f7c0e-92a1-4a53-9a36-5f6f4f9a0c06',
  ];
  await save({ company: firstCompany, kind: 'rejection', body: '{{addressee}}：甲社です。' });
  await save({ company: secondCompany, kind: 'rejection', stage: 'documents', body: '{{addressee}}：乙社です。' });
  const requests = Array.from({ length: 30 }, (_, nth) =>
    messageTo(`many-${nth}@example.com`, {
      kind: 'rejection',
      company: [firstCompany, secondCompany, companyA][nth % 3] ?? firstCompany,
    }),
  );
  await Promise.all(requests.map((request) => fixture.send(request)));
  for (const [nth, { to }] of requests.entries()) {
    const [mail] = await fixture.inbox(to.email);
    expect(mail?.text).toContain(['：甲社です。', '：乙社です。', '弊社の言葉です。'][nth % 3]);
  }
});

describe("a person's edit of one mail", () => {
  it('is used instead of every wording and recorded as an edit', async () => {
    const wording = { subject: '特別なご連絡', body: '{{addressee}}\n\nあなただけに。' };
    const result = await fixture.send(messageTo('edit@example.com', { kind: 'rejection', wording }));
    const [mail] = await fixture.inbox('edit@example.com');
    expect([mail?.subject, mail?.text]).toEqual(['特別なご連絡', expect.stringContaining('あなただけに。')]);
    const [row] = await fixture.sql<{ wording_version: string }>('select wording_version from message where id = ?', [
      result.id,
    ]);
    expect(row?.wording_version).toMatch(/^edit:[0-9a-f]{64}$/);
  });

  it('with a fault is refused before anything is stored', async () => {
    const request = messageTo('bad-edit@example.com', {
      kind: 'rejection',
      wording: { subject: 'a', body: '\n{{addressee' },
    });
    const response = await fixture.post('/messages', request);
    expect([response.status, await response.json()]).toMatchObject([
      422,
      { errors: [{ pointer: '/wording/body', code: 'unclosed_braces', line: 2, column: 1 }] },
    ]);
    expect(await fixture.sql('select 1 from message where key = ?', [request.key])).toEqual([]);
  });
});

it('a stored wording that violates newer rules costs no mail: the built-in one is used, and the log says so', async () => {
  const { id } = await save({
    kind: 'second_follow_up',
    locale: 'en',
    subject: 'x',
    body: '{{addressee}}\n\n{{positions}}',
  });
  await fixture.sql("update wording_version set body = '<b>old</b>' where id = ?", [id]);
  const result = await fixture.send(messageTo('old-rules@example.com', { kind: 'second_follow_up', locale: 'en' }));
  expect(await fixture.sql('select wording_version from message where id = ?', [result.id])).toMatchObject([
    { wording_version: expect.stringMatching(/^builtin:second_follow_up:en:[0-9a-f]{12}$/) },
  ]);
  expect(fixture.logs.join('')).toContain(id);
});

describe('a test mail', () => {
  const { sender } = messageTo('');
  const send = (change: object = {}, url = fixture.url()) =>
    fixture.post(
      '/wordings/test-sends',
      {
        key: `test:${crypto.randomUUID()}`,
        company: companyA,
        kind: 'relay_reminder',
        locale: 'ja',
        sender,
        provider: 'resend',
        to: 'recruiter@example.com',
        date: '2026-11-24',
        ...change,
      },
      url,
    );

  it('is marked as a test and does not count for the daily limit', async () => {
    for (let times = 0; times < 2; times += 1) {
      expect(await (await send()).json()).toMatchObject({ status: 'sent' });
    }
    const [mail] = await fixture.inbox('recruiter@example.com');
    expect([mail?.subject, mail?.text]).toEqual([
      expect.stringMatching(/^【テスト】/),
      expect.stringContaining('髙橋様'),
    ]);
    expect(await fixture.send(messageTo('recruiter@example.com'))).toMatchObject({ status: 'sent' });
  });

  it('obeys the law like every mail: an incomplete sender is skipped', async () => {
    const response = await send({ sender: { ...sender, contact: '' } });
    expect(await response.json()).toMatchObject({ status: 'skipped', missing: ['sender.contact'] });
  });

  it('is sent once per key and at most fifty times a day', async () => {
    const change = { company: companyB, to: 'many@example.com', date: '2026-11-30' };
    const key = 'test:the same';
    const first: unknown = await (await send({ ...change, key })).json();
    await fixture.sql(
      `insert into message (id, key, inputs_hash, company_id, person_hash, kind, regulated, locale, date, rejection_ids,
         state, skip_reason, provider, created_at, finished_at)
       select gen_random_uuid(), 'test:' || n, '', company_id, person_hash, kind, false, locale, date, '{}',
         'skipped', 'suppressed', provider, now(), now() from message, generate_series(1, 49) n where key = ?`,
      [key],
    );
    // Ten at once, five each of two processes, and four are left.
    await fixture.sql(`delete from message where key in ('test:46', 'test:47', 'test:48', 'test:49')`);
    const another = await fixture.startAnother();
    const both = [fixture.url(), another];
    const answers = await Promise.all(Array.from({ length: 10 }, (_, n) => send(change, both[n % 2])));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(4);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(6);
    const refused = await send(change);
    expect([refused.status, await refused.json()]).toMatchObject([429, { code: 'too_many_test_mails' }]);
    expect(await (await send({ ...change, key })).json()).toEqual(first);
    expect((await send({ ...change, date: '2026-12-01' })).status).toBe(200);
  });
});

it('the built-in wording is available as a starting point and can be saved unchanged', async () => {
  const path = '/wordings/built-in?kind=rejection_relay&locale=ja&stage=interview';
  const builtIn = (await (await fixture.get(path)).json()) as { subject: string; body: string; variables: unknown[] };
  expect(builtIn.body).toContain('面接にお時間をくださり');
  expect(builtIn.variables).toContainEqual(expect.objectContaining({ name: 'pageUrl', required: true }));
  await save({ kind: 'rejection_relay', company: companyB, subject: builtIn.subject, body: builtIn.body });
  const [builtInMail, savedMail] = [
    messageTo('own@example.com'),
    messageTo('their@example.com', { company: companyB }),
  ];
  for (const request of [builtInMail, savedMail]) {
    await fixture.send({ ...request, variables: { ...request.variables, stage: 'interview' } });
  }
  const [[first], [second]] = [await fixture.inbox('own@example.com'), await fixture.inbox('their@example.com')];
  expect(second?.text).toBe(first?.text);
});
