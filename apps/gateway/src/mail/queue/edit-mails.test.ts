import { previewV1 } from '@goen/contracts/public';
import { expect, test } from 'vitest';
import { settings } from '../../testing/gateway-fixture.ts';
import { editedWording, readCode, row, useQueue } from '../../testing/queue-fixture.ts';

const queue = useQueue();
const { call, report, list, decide } = queue;

test('an edit appears in the preview, stays out of the facts, and can be removed', async () => {
  const { case_id: id } = await report();
  const readPreview = async () => previewV1.parse(await (await call('GET', `/${id}/preview`)).json());
  expect((await readPreview()).subject).toBe('選考結果のご連絡【株式会社ひので】');
  const approve = row(id, 'approve', { wording: editedWording });
  const results = await decide([approve, approve, row(id, 'approve')]);
  expect(results.map((result) => 'changed' in result && result.changed)).toEqual([true, false, false]);
  expect((await list()).items).toMatchObject([{ approval: 'approved', edited: true }]);
  const { subject, text, wording_version: version } = await readPreview();
  expect([subject, version]).toEqual(['選考の結果について', expect.stringMatching(/^edit:/)]);
  expect(text).toContain('髙橋様\n\n面接では楽しいお話を');
  const timeline = await (await queue.gateway.request(`/v1/cases/${id}`)).text();
  expect(timeline).toContain('mail.approved');
  expect(timeline).not.toContain('楽しいお話');
  await decide([row(id, 'approve', { wording: null })]);
  expect((await readPreview()).subject).toBe('選考結果のご連絡【株式会社ひので】');
});

test('a decision about what was read is refused once the mail reads differently, and then nothing of it is kept', async () => {
  const { case_id: id } = await report();
  const readDigest = async () => previewV1.parse(await (await call('GET', `/${id}/preview?as=text`)).json()).digest;
  const digest = await readDigest();
  const mine = { subject: '別の件名', body: '{{addressee}}\n\n別の文面です。\n\n[見る]({{pageUrl}})' };
  // A colleague was faster.
  expect((await decide([row(id, 'edit', { wording: editedWording, digest })])).map(readCode)).toEqual([200]);
  const late = [
    row(id, 'approve', { digest }),
    row(id, 'approve', { digest, wording: mine }),
    row(id, 'edit', { digest, wording: null }),
  ];
  expect((await decide(late)).map(readCode)).toEqual(late.map(() => [409, 'mail_changed']));
  expect(await queue.gateway.rows('select subject from mail_edit where case_id = ?', [id])).toEqual([
    { subject: editedWording.subject },
  ]);
  const now = await readDigest();
  expect(now).not.toBe(digest);
  expect((await decide([row(id, 'hold', { digest: now })])).map(readCode)).toEqual([[422, 'invalid_request']]);
  expect(await decide([row(id, 'approve', { digest: now })])).toMatchObject([{ changed: true, state: 'approved' }]);
});

test('an edit with errors is refused with their positions, and approves nothing', async () => {
  const { case_id: id } = await report();
  const wording = { subject: 'x', body: '{{addressee}}\n<b>x</b>\n[a]({{pageUrl}})' };
  const [result] = await decide([row(id, 'approve', { wording })]);
  expect(readCode(result)).toEqual([422, 'invalid_request']);
  expect(result).toMatchObject({
    problem: { errors: expect.arrayContaining([expect.objectContaining({ pointer: '/wording/body', line: 2 })]) },
  });
  expect((await list()).items).toMatchObject([{ approval: 'awaiting', edited: false }]);
  expect(await queue.gateway.rows('select 1 from mail_edit where case_id = ?', [id])).toEqual([]);
});

test('another text is previewed with its faults, and nothing of it is stored', async () => {
  const { case_id: id } = await report();
  const wording = { subject: '別の件名', body: '{{addressee}}\n\n別の文面です。\n\n[ご案内]({{pageUrl}})' };
  const body = { kind: 'rejection_relay', wording };
  const shown = previewV1.parse(await (await call('POST', `/${id}/preview`, body)).json());
  expect([shown.subject, shown.text.includes('別の文面です。')]).toEqual(['別の件名', true]);
  expect((await list()).items).toMatchObject([{ case_id: id, edited: false }]);
  const faulty = await call('POST', `/${id}/preview`, { ...body, wording: { ...wording, body: '{{nobody}}' } });
  expect([faulty.status, await faulty.json()]).toMatchObject([
    422,
    { code: 'invalid_request', errors: [{ pointer: '/wording/body', line: 1 }] },
  ]);
  expect((await call('POST', `/${id}/preview`, body, queue.gateway.aoba.key)).status).toBe(404);
});

test('a preview is the next mail as HTML, text or a picture, with links that lead nowhere', async () => {
  const { case_id: id } = await report();
  const html = previewV1.parse(await (await call('GET', `/${id}/preview`)).json());
  expect(html.html).toContain(settings.sender.postalAddress);
  expect(html.text).toContain('http://gateway.test/c/preview');
  expect((await queue.app.request('/c/preview')).status).toBe(404);
  const text = previewV1.parse(await (await call('GET', `/${id}/preview?as=text`)).json());
  expect([text.html, text.text]).toEqual([null, html.text]);
  const picture = await call('GET', `/${id}/preview?as=picture&width=phone&color_scheme=dark`);
  expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png']);
  expect(await queue.mail.inbox('')).toEqual([]);
  const none = await Promise.all([
    call('GET', '/x/preview'),
    call('GET', `/${id}/preview`, undefined, queue.gateway.aoba.key),
  ]);
  expect(none.map(({ status }) => status)).toEqual([404, 404]);
});

test('a mail in the queue is shown in a frame of its own, and its text can be edited', async () => {
  const { case_id: id } = await report();
  const frame = await call('GET', `/${id}/html`);
  expect([frame.status, frame.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  expect(frame.headers.get('content-security-policy')).toMatch(
    /^sandbox; default-src 'none'; .*frame-ancestors 'self'/,
  );
  expect(await frame.text()).toContain('/c/preview');
  expect((await call('GET', `/${id}/html?kind=first_follow_up`)).status).toBe(404);
  expect((await call('GET', `/${id}/html`, undefined, queue.gateway.aoba.key)).status).toBe(404);
  const readWording = async () => previewV1.parse(await (await call('GET', `/${id}/preview?as=text`)).json()).wording;
  expect((await readWording())?.body).toContain('{{addressee}}');
  await decide([row(id, 'approve', { wording: editedWording })]);
  expect(await readWording()).toEqual(editedWording);
});
