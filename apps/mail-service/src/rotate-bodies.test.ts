import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { companyA, type MailFixture, messageTo, startMailFixture } from './testing/mail-fixture.ts';

let fixture: MailFixture;
beforeAll(async () => {
  fixture = await startMailFixture();
});
afterAll(() => fixture?.close());

const main = fileURLToPath(new URL('./rotate-bodies.ts', import.meta.url));
async function rotate(keys: string): Promise<Record<string, unknown>> {
  const env = { PATH: process.env.PATH, MAIL_MIGRATION_URL: fixture.ownerUrl, MAIL_BODY_KEY: keys };
  const { stdout } = await promisify(execFile)(process.execPath, [main], { env });
  return JSON.parse(stdout) as Record<string, unknown>;
}

it('stored mails are read with the new key alone, once the job has run beside the service', async () => {
  const { id } = await fixture.send(messageTo('rotated@example.com'));
  const oldKey = fixture.env.MAIL_BODY_KEY ?? '';
  const newKey = randomBytes(32).toString('base64');
  const read = async () => (await fixture.get(`/messages/${id}?company=${companyA}`)).json() as Promise<object>;
  const before = await read();
  expect(JSON.stringify(before)).toContain('rotated@example.com');
  await fixture.restartService({ MAIL_BODY_KEY: `${newKey},${oldKey}` });
  expect(await rotate(`${newKey},${oldKey}`)).toMatchObject({ resealed: 1, current: 0, unreadable: 0 });
  expect(await rotate(`${newKey},${oldKey}`)).toMatchObject({ resealed: 0, current: 1, unreadable: 0 });
  await fixture.restartService({ MAIL_BODY_KEY: newKey });
  expect(await read()).toEqual(before);
  await expect(rotate(oldKey)).rejects.toMatchObject({ code: 1, stdout: expect.stringContaining('"unreadable":1') });
});
