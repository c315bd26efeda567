import { Resend } from 'resend';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestSandbox, type TestSandbox } from '../testing/test-sandbox.ts';

let sandbox: TestSandbox;
const getPage = async (path: string) => {
  const response = await fetch(sandbox.url + path);
  return { status: response.status, headers: response.headers, body: await response.text() };
};

beforeAll(async () => {
  sandbox = await startTestSandbox();
  const resend = new Resend('re_test', { baseUrl: sandbox.url });
  const mail = {
    from: 'a <a@example.com>',
    html: '<html><head></head><body><a href="https://x.example">x</a></body></html>',
  };
  for (let n = 1; n <= 51; n += 1) {
    await resend.emails.send({ ...mail, to: `p${n}@example.com`, subject: `【${n}】<b>件名</b>`, text: '<i>本文</i>' });
  }
});
afterAll(() => sandbox[Symbol.asyncDispose]());

it('lists the newest mails first, in pages, escaped', async () => {
  const first = await getPage('/');
  expect(first.body.indexOf('【51】')).toBeLessThan(first.body.indexOf('【50】'));
  expect(first.body).not.toContain('【1】');
  expect(first.body).toContain('&lt;b&gt;件名');
  expect((await getPage('/?page=2')).body).toContain('【1】');
});

it('filters by recipient', async () => {
  const { body } = await getPage('/?to=P7%40example.com');
  expect(body).toContain('【7】');
  expect(body).not.toContain('【8】');
  expect(await sandbox.inbox('?to=P7@example.com')).toHaveLength(1);
  expect(await sandbox.inbox('?to=7@example.com')).toHaveLength(0);
  expect(await sandbox.inbox('?to=7@example')).toHaveLength(5);
});

it('shows the parts of a mail, its HTML in a frame without scripts and with links in a new tab', async () => {
  const [mail] = await sandbox.inbox('?limit=1');
  const html = await getPage(`/mails/${mail?.id}`);
  expect(html.body).toContain('sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"');
  const framed = await getPage(`/mails/${mail?.id}/html`);
  expect(framed.body).toContain('<head><base target="_blank">');
  expect(framed.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect((await getPage(`/mails/${mail?.id}?view=text`)).body).toContain('&lt;i&gt;本文');
  expect((await getPage(`/mails/${mail?.id}?view=headers`)).body).toContain('p51@example.com');
  expect((await getPage('/mails/none')).status).toBe(404);
});

it('publishes the event of a button and shows the new state', async () => {
  const [mail] = await sandbox.inbox('?limit=1');
  const press = async (event: string) => {
    const body = new URLSearchParams({ event });
    const answer = await fetch(`${sandbox.url}/mails/${mail?.id}/events`, { method: 'POST', body });
    return { status: answer.status, page: await answer.text() };
  };
  const mailPage = await getPage(`/mails/${mail?.id}`);
  expect(mailPage.body).toContain('Resend');
  expect(mailPage.body).toContain('Soft bounce');
  expect((await press('soft_bounce')).page).toContain('<strong>bounced</strong>');
  expect((await press('complain')).page).toContain('<strong>complained</strong>');
  expect((await press('explode')).status).toBe(404);
  expect((await getPage('/')).body).toContain('complained');
});

it('lists the sending domains with a button that toggles the status', async () => {
  expect((await getPage('/sandbox/domains')).body).toContain('Mark unverified');
  const body = new URLSearchParams({ provider: 'resend', name: 'example.com', status: 'pending' });
  const answer = await fetch(`${sandbox.url}/sandbox/domains/state`, { method: 'POST', body });
  expect(await answer.text()).toContain('Mark verified');
});
