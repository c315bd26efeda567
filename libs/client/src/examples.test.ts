import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { expect, test, vi } from 'vitest';
import { json, problem, startScriptedServer } from './testing/scripted-server.ts';

function start(example: string, env: Record<string, string>) {
  const file = join(import.meta.dirname, '../examples', example);
  const child = spawn(process.execPath, [file], { env: { ...process.env, ...env } });
  const output = { text: '' };
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output.text += String(chunk)));
  return { child, output };
}

test('the example reports a rejection and shows its case, or says why it was refused', async () => {
  const server = await startScriptedServer();
  try {
    server.respondWith(({ method }) =>
      method === 'POST'
        ? json({ case_id: 'c-1', next_step: 'rejection_mail', next_step_at: '2026-11-25T01:00:00Z' }, 202)
        : json({ timeline: [{ at: '2026-11-24T01:00:00Z', kind: 'rejection.reported' }] }),
    );
    const env = { GOEN_URL: server.url, GOEN_API_KEY: 'goen_test_key' };
    const { child, output } = start('report-rejection.ts', env);
    expect([await once(child, 'close'), output.text]).toEqual([
      [0, null],
      'Case c-1, next: rejection_mail, at 2026-11-25T01:00:00Z\n2026-11-24T01:00:00Z rejection.reported\n',
    ]);
    server.respondWith(() => problem(401, 'unauthorized'));
    const refused = start('report-rejection.ts', env);
    expect([await once(refused.child, 'close'), refused.output.text]).toEqual([
      [1, null],
      'unauthorized: unauthorized\n',
    ]);
  } finally {
    await server.close();
  }
});

test('the example receives a webhook once, and refuses one with another signature', async () => {
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
  const { child, output } = start('receive-webhook.ts', { GOEN_WEBHOOK_SECRET: secret, PORT: '0' });
  try {
    await vi.waitFor(() => expect(output.text).toMatch(/port \d+/), { timeout: 30_000 });
    const url = `http://127.0.0.1:${/port (\d+)/.exec(output.text)?.[1]}`;
    const data = { case_id: 'c', candidate_id: 'k-1', consent: 'relay' };
    const body = JSON.stringify({ type: 'consent.granted', timestamp: '2026-11-24T02:00:00Z', data });
    const send = async (signed: string) => {
      const now = new Date();
      const headers = {
        'webhook-id': 'evt-1',
        'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
        'webhook-signature': new Webhook(secret).sign('evt-1', now, signed),
      };
      return (await fetch(url, { method: 'POST', headers, body })).status;
    };
    expect([await send('another body'), await send(body), await send(body)]).toEqual([401, 204, 204]);
    const line = 'Candidate k-1 consented: relay\n';
    await vi.waitFor(() => expect(output.text.split(line)).toHaveLength(2), { timeout: 30_000 });
  } finally {
    child.kill();
    await once(child, 'close');
  }
});
