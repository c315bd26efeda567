import { preview } from '@goen/contracts/internal';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { companyA, type MailFixture, messageTo, startMailFixture } from '../testing/mail-fixture.ts';

const chromium = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
let fixture: MailFixture;
beforeAll(async () => {
  fixture = await startMailFixture();
  await fixture.restartService({ CHROMIUM_PATH: chromium, CHROMIUM_SANDBOX: String(process.getuid?.() !== 0) });
});
afterAll(() => fixture.close());

const { sender } = messageTo('');
const requestPreview = (change: object = {}) =>
  fixture.post('/previews', { company: companyA, kind: 'second_follow_up', locale: 'ja', sender, ...change });
/** Width and height of a PNG (ISO/IEC 15948, the IHDR chunk). */
const readSize = (png: Buffer) => [png.readUInt32BE(16), png.readUInt32BE(20)] as const;

describe('a preview', () => {
  it('renders a wording with sample data in the frame', async () => {
    const wording = { subject: '{{company}}より', body: '{{addressee}}\n\n{{positions}}\n\n[見る]({{pageUrl}})' };
    const rendered = preview.parse(await (await requestPreview({ wording })).json());
    expect(rendered.subject).toBe('株式会社みどりより');
    expect(rendered.html).toContain('シニアWebエンジニア');
    expect(rendered.text).toContain('髙橋様\n\n・シニアWebエンジニア');
    expect(rendered.wordingVersion).toMatch(/^edit:/);
  });

  it('without a wording renders the one that would be used', async () => {
    const rendered = preview.parse(await (await requestPreview({ as: 'text', stage: 'final' })).json());
    expect([rendered.html, rendered.wordingVersion]).toEqual([
      null,
      expect.stringMatching(/^builtin:second_follow_up:ja:/),
    ]);
  });

  it('lists what the law requires and is missing', async () => {
    const rendered = preview.parse(await (await requestPreview({ sender: { ...sender, postalAddress: '' } })).json());
    expect(rendered.missing).toEqual(['sender.postalAddress']);
    const request = messageTo('x@example.com', { basis: null });
    const ofMessage = preview.parse(await (await fixture.post('/messages/preview', request)).json());
    expect(ofMessage.missing).toEqual(['basis']);
  });

  it('reports the faults of a given wording', async () => {
    const response = await requestPreview({ wording: { subject: 'a', body: '{{addressee}}\n<i>' } });
    expect([response.status, await response.json()]).toMatchObject([
      422,
      { errors: expect.arrayContaining([expect.objectContaining({ pointer: '/wording/body', line: 2, column: 1 })]) },
    ]);
  });

  it('of a message is the mail that would be sent; nothing is stored or sent', async () => {
    const request = messageTo('preview@example.com', { kind: 'rejection' });
    const rendered = preview.parse(await (await fixture.post('/messages/preview', request)).json());
    expect(await fixture.sql('select 1 from message where key = ?', [request.key])).toEqual([]);
    expect(await fixture.inbox('preview@example.com')).toEqual([]);
    await fixture.send(request);
    const [mail] = await fixture.inbox('preview@example.com');
    expect([rendered.subject, rendered.html, rendered.text]).toEqual([mail?.subject, mail?.html, mail?.text]);
  });
});

describe('a picture', () => {
  it('has the requested width, the height of the mail, and a dark variant', async () => {
    const take = async (form: object) => {
      const response = await requestPreview({ as: 'picture', ...form });
      expect(response.headers.get('content-type')).toBe('image/png');
      return Buffer.from(await response.arrayBuffer());
    };
    const [phone, desktop, dark] = await Promise.all([
      take({ width: 'phone' }),
      take({ width: 'desktop' }),
      take({ width: 'desktop', colorScheme: 'dark' }),
    ]);
    expect([phone, desktop, dark].map((png) => readSize(png)[0])).toEqual([780, 1600, 1600]);
    expect(readSize(phone)[1]).toBeGreaterThan(readSize(desktop)[1]);
    expect(readSize(dark)).toEqual(readSize(desktop));
    expect(dark.equals(desktop)).toBe(false);
  });

  it('of a message is available too', async () => {
    const response = await fixture.post('/messages/preview?as=picture&width=phone', messageTo('picture@example.com'));
    expect([response.status, response.headers.get('wording-version')]).toEqual([
      200,
      expect.stringMatching(/^builtin:rejection_relay:ja:documents:/),
    ]);
  });

  it.each([
    ['no browser is installed', {}],
    ['the browser does not start', { CHROMIUM_PATH: '/nowhere/chromium' }],
  ])('is unavailable when %s; the other forms are available', async (_why, env) => {
    await fixture.restartService(env);
    const response = await requestPreview({ as: 'picture' });
    expect([response.status, await response.json()]).toMatchObject([503, { code: 'picture_unavailable' }]);
    expect((await requestPreview()).status).toBe(200);
  });
});
