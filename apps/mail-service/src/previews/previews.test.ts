import { preview } from '@goen/contracts/internal';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { companyA, type MailFixture, messageTo, startMailFixture } from '../testing/mail-fixture.ts';

const chromium = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
let fixture: MailFixture;
beforeAll(async () => {
  fixture = await startMailFixture();
  await fixture.restartService({ CHROMIUM_PATH: chromium });
});
afterAll(() => fixture.close());

const { sender } = messageTo('');
const ask = (change: object = {}) =>
  fixture.post('/previews', { company: companyA, kind: 'second_follow_up', locale: 'ja', sender, ...change });
/** Width and height of a PNG (ISO/IEC 15948, the IHDR chunk). */
const sizeOf = (png: Buffer) => [png.readUInt32BE(16), png.readUInt32BE(20)] as const;

describe('a preview', () => {
  it('shows a wording with sample data in its frame', async () => {
    const wording = { subject: '{{company}}より', body: '{{addressee}}\n\n{{positions}}\n\n[見る]({{pageUrl}})' };
    const made = preview.parse(await (await ask({ wording })).json());
    expect(made.subject).toBe('株式会社みどりより');
    expect(made.html).toContain('シニアWebエンジニア');
    expect(made.text).toContain('髙橋様\n\n・シニアWebエンジニア');
    expect(made.wordingVersion).toMatch(/^edit:/);
  });

  it('without a wording shows what would go out', async () => {
    const made = preview.parse(await (await ask({ as: 'text', stage: 'final' })).json());
    expect([made.html, made.wordingVersion]).toEqual([null, expect.stringMatching(/^builtin:second_follow_up:ja:/)]);
  });

  it('tells what the law wants of such a mail and is not there', async () => {
    const made = preview.parse(await (await ask({ sender: { ...sender, postalAddress: '' } })).json());
    expect(made.missing).toEqual(['sender.postalAddress']);
    const request = messageTo('x@example.com', { basis: null });
    const whole = preview.parse(await (await fixture.post('/messages/preview', request)).json());
    expect(whole.missing).toEqual(['basis']);
  });

  it('tells the faults of its words', async () => {
    const response = await ask({ wording: { subject: 'a', body: '{{addressee}}\n<i>' } });
    expect([response.status, await response.json()]).toMatchObject([
      422,
      { errors: expect.arrayContaining([expect.objectContaining({ pointer: '/wording/body', line: 2, column: 1 })]) },
    ]);
  });

  it('of a whole message is the mail that would be sent; nothing is stored or sent', async () => {
    const request = messageTo('preview@example.com', { kind: 'rejection' });
    const made = preview.parse(await (await fixture.post('/messages/preview', request)).json());
    expect(await fixture.sql('select 1 from message where key = ?', [request.key])).toEqual([]);
    expect(await fixture.inbox('preview@example.com')).toEqual([]);
    await fixture.send(request);
    const [mail] = await fixture.inbox('preview@example.com');
    expect([made.subject, made.html, made.text]).toEqual([mail?.subject, mail?.html, mail?.text]);
  });
});

describe('a picture', () => {
  it('is as wide as asked for, as high as the mail, and differs in the dark', async () => {
    const take = async (form: object) => {
      const response = await ask({ as: 'picture', ...form });
      expect(response.headers.get('content-type')).toBe('image/png');
      return Buffer.from(await response.arrayBuffer());
    };
    const [phone, desktop, dark] = await Promise.all([
      take({ width: 'phone' }),
      take({ width: 'desktop' }),
      take({ width: 'desktop', colorScheme: 'dark' }),
    ]);
    expect([phone, desktop, dark].map((png) => sizeOf(png)[0])).toEqual([780, 1600, 1600]);
    expect(sizeOf(phone)[1]).toBeGreaterThan(sizeOf(desktop)[1]);
    expect(sizeOf(dark)).toEqual(sizeOf(desktop));
    expect(dark.equals(desktop)).toBe(false);
  });

  it('of a whole message can be had too', async () => {
    const response = await fixture.post('/messages/preview?as=picture&width=phone', messageTo('picture@example.com'));
    expect([response.status, response.headers.get('wording-version')]).toEqual([
      200,
      expect.stringMatching(/^builtin:rejection_relay:ja:documents:/),
    ]);
  });

  it.each([
    ['no browser is installed', {}],
    ['the browser does not start', { CHROMIUM_PATH: '/nowhere/chromium' }],
  ])('is unavailable where %s; the other forms are there', async (_why, env) => {
    await fixture.restartService(env);
    const response = await ask({ as: 'picture' });
    expect([response.status, await response.json()]).toMatchObject([503, { code: 'picture_unavailable' }]);
    expect((await ask()).status).toBe(200);
  });
});
