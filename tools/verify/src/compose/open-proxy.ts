import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, fetch } from 'undici';
import { z } from 'zod';

export type Proxy = {
  statusOf(path: string): Promise<number>;
  /** Sets the installation up with its first company, whose mails may leave at once; returns its API key. */
  setUp(token: string): Promise<string>;
  /** Repeats it with the same Idempotency-Key until it is accepted. */
  report(key: string, id: string): Promise<void>;
  close(): Promise<void>;
};

/** The installation as people reach it: by TLS, at the port that the proxy publishes. */
export async function openProxy(authority: string, port: number): Promise<Proxy> {
  const dispatcher = new Agent({ connect: { ca: authority, servername: 'localhost' } });
  const send = (path: string, init: { method?: string; headers?: Record<string, string>; body?: string } = {}) =>
    fetch(`https://localhost:${port}${path}`, { ...init, redirect: 'manual', dispatcher });
  const post = async (path: string, body: object, headers: Record<string, string> = {}) => {
    const response = await send(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`POST ${path} answers ${response.status}: ${text}`);
    return text;
  };
  return {
    async statusOf(path) {
      const response = await send(path);
      await response.arrayBuffer();
      return response.status;
    },
    async setUp(token) {
      const answer = await post('/setup', { token, ...installation });
      return z.object({ key: z.string() }).parse(JSON.parse(answer)).key;
    },
    async report(key, id) {
      const headers = { authorization: `Bearer ${key}`, 'idempotency-key': randomUUID() };
      const deadline = performance.now() + 30_000;
      for (;;) {
        try {
          await post('/v1/rejections', toRejection(id), headers);
          return;
        } catch (error) {
          // As the API asks of a caller whose answer got lost: the same again, with the same key.
          if (performance.now() > deadline) throw error;
          await sleep(500);
        }
      }
    },
    close: () => dispatcher.close(),
  };
}

const installation = {
  operator: { email: 'unei@goen.example', name: '運営 花子' },
  company: {
    name: '株式会社ひので',
    slug: 'hinode',
    owner: { email: 'hanako@hinode.example.jp', name: '佐藤 花子' },
    settings: {
      sender: {
        name: '株式会社ひので',
        fromAddress: 'saiyo@hinode.example.jp',
        postalAddress: '東京都渋谷区神宮前1-2-3',
        contact: 'saiyo@hinode.example.jp',
      },
      hours: {
        opensAt: '00:00',
        closesAt: '24:00',
        shortClosesAt: '24:00',
        weekdays: [1, 2, 3, 4, 5, 6, 7],
        onHolidays: true,
      },
      undoWindowMinutes: 0,
      resultDelayDays: 0,
      resultLeastDays: 0,
      personalNoteFrom: null,
    },
  },
};

const toRejection = (id: string) => ({
  source: { ats: 'verify' },
  application: {
    remote_id: id,
    rejected_at: new Date().toISOString(),
    current_stage: { name: '一次面接', kind: 'interview', order: 2 },
  },
  candidate: {
    remote_id: id,
    family_name: '佐藤',
    given_name: '美咲',
    emails: [{ value: `${id}@example.jp`, type: 'personal' }],
  },
  job: { name: 'バックエンドエンジニア', category: 'engineer' },
});
