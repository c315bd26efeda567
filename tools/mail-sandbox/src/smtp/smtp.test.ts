import { createTransport } from 'nodemailer';
import { describe, expect, it } from 'vitest';
import { startTestSandbox } from '../testing/test-sandbox.ts';

const mail = {
  from: { name: '株式会社みどり', address: 'jobs@midori.example' },
  to: 'taro@example.com',
  replyTo: 'hr@midori.example',
  subject: '選考結果のご連絡【株式会社みどり】',
  text: '髙橋様',
  html: '<p>髙橋様</p>',
  messageId: '<m-1@midori.example>',
  headers: { 'List-Unsubscribe': '<https://midori.example/u>', 'Auto-Submitted': 'auto-generated' },
};
const createClient = (url: string | null) => createTransport({ url: url ?? '' });

describe('SMTP', () => {
  it('stores a mail with its parts and headers', async () => {
    await using sandbox = await startTestSandbox({ smtpPort: 0 });
    await createClient(sandbox.smtpUrl).sendMail({ ...mail, cc: 'hana@example.com', bcc: 'archive@midori.example' });
    expect(await sandbox.inbox()).toMatchObject([
      {
        provider: 'smtp',
        from: '"株式会社みどり" <jobs@midori.example>',
        to: ['taro@example.com'],
        cc: ['hana@example.com'],
        bcc: ['archive@midori.example'],
        reply_to: ['hr@midori.example'],
        subject: mail.subject,
        message_id: mail.messageId,
        headers: mail.headers,
      },
    ]);
    const [stored] = await sandbox.inbox();
    expect([stored?.text?.trim(), stored?.html?.trim()]).toEqual([mail.text, mail.html]);
  });

  it('requires credentials when they are configured', async () => {
    await using sandbox = await startTestSandbox({ smtpPort: 0, smtpCredentials: { user: 'goen', password: 'p/w' } });
    const url = new URL(sandbox.smtpUrl ?? '');
    await createClient(sandbox.smtpUrl).sendMail(mail);
    await expect(createClient(`smtp://${url.host}`).sendMail(mail)).rejects.toMatchObject({ responseCode: 530 });
    await expect(createClient(`smtp://goen:no@${url.host}`).sendMail(mail)).rejects.toMatchObject({
      responseCode: 535,
    });
    expect(await sandbox.inbox()).toHaveLength(1);
  });

  it('refuses and defers recipients of the fault plan', async () => {
    const faults = { smtp: { refusedRecipients: ['gone@example.com'], deferredRecipients: ['busy@example.com'] } };
    await using sandbox = await startTestSandbox({ smtpPort: 0, faults });
    const transport = createClient(sandbox.smtpUrl);
    await expect(transport.sendMail({ ...mail, to: 'gone@example.com' })).rejects.toMatchObject({ responseCode: 550 });
    await expect(transport.sendMail({ ...mail, to: 'busy@example.com' })).rejects.toMatchObject({ responseCode: 450 });
    expect(await sandbox.inbox()).toEqual([]);
  });

  it('drops the connection after DATA: the mail is stored, the sender gets no answer', async () => {
    await using sandbox = await startTestSandbox({ smtpPort: 0, faults: { smtp: { lostAnswers: 1, times: 1 } } });
    const transport = createClient(sandbox.smtpUrl);
    await expect(transport.sendMail(mail)).rejects.not.toHaveProperty('responseCode');
    expect(await sandbox.inbox()).toHaveLength(1);
    await transport.sendMail(mail);
    const stats = await (await sandbox.call('GET', '/sandbox/stats')).json();
    expect(stats).toMatchObject({ smtp: { requests: 2, accepted: 2, lostAnswers: 1, duplicates: 1 } });
  });

  it.each([
    [421, { tooManyRequests: 1 }],
    [451, { serverErrors: 1 }],
  ])('answers %i as the fault plan says', async (responseCode, plan) => {
    await using sandbox = await startTestSandbox({ smtpPort: 0, faults: { smtp: plan } });
    await expect(createClient(sandbox.smtpUrl).sendMail(mail)).rejects.toMatchObject({ responseCode });
    expect(await sandbox.inbox()).toEqual([]);
  });
});
