import type { Stack } from '@goen/stack';
import { listInbox } from '@goen/stack/demo';
import { Pool } from 'undici';
import type { LoadCompanies } from './create-companies.ts';

/** What companies and candidates send; each call resolves to the status of the response. */
export function openTraffic({ urls }: Stack, { steady, mailing, noisy }: LoadCompanies, seed: number) {
  const pool = new Pool(urls.gateway, { connections: 64, pipelining: 1 });
  const noisyPool = new Pool(urls.gateway, { connections: 64, pipelining: 1 });
  /** Of candidates whose mail may have arrived. */
  const mailed: string[] = [];
  let next = 0;

  const report = async (through: Pool, key: string, address?: string): Promise<number> => {
    next += 1;
    const id = `${seed}-${next}`;
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'idempotency-key': id };
    const body = JSON.stringify(toReport(id, address ?? `${id}@example.com`));
    const response = await through.request({ method: 'POST', path: '/v1/rejections', headers, body });
    await response.body.dump();
    return response.statusCode;
  };

  return {
    reportSteadily: () => report(pool, steady[next % steady.length] ?? ''),
    flood: () => report(noisyPool, noisy),
    async reportMailed(): Promise<number> {
      const address = `mailed-${seed}-${next}@example.com`;
      const status = await report(pool, mailing, address);
      if (status === 202) mailed.push(address);
      return status;
    },
    /** Opens the page from the oldest mail that nobody has read, and consents to the relay. Null: none has arrived. */
    async click(): Promise<number | null> {
      const [address] = mailed;
      const [mail] = address === undefined ? [] : await listInbox(urls.inbox, address);
      const url = mail && /https?:\/\/\S+\/c\/[\w-]+/.exec(mail.text)?.[0];
      if (url === undefined) return null;
      mailed.shift();
      const page = await fetch(url);
      const form = (await page.text()).match(/<form[\s\S]*?<\/form>/g)?.find((html) => html.includes('"relay.grant"'));
      if (!page.ok || form === undefined) return page.ok ? 0 : page.status;
      const fields = [...form.matchAll(/name="([^"]+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
        name,
        value,
      ]);
      const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(fields) });
      await answer.body?.cancel();
      return answer.status;
    },
    close: async () => {
      await Promise.all([pool.destroy(), noisyPool.destroy()]);
    },
  };
}

const toReport = (id: string, address: string) => ({
  source: { ats: 'verify' },
  application: {
    remote_id: id,
    applied_at: new Date(Date.now() - 20 * 86_400_000).toISOString(),
    rejected_at: new Date(Date.now() - 60_000).toISOString(),
    current_stage: { name: '一次面接', kind: 'interview' },
  },
  candidate: {
    remote_id: id,
    family_name: '見本',
    given_name: `葵${id}`,
    emails: [{ value: address }],
    prefecture: '東京都',
    tags: [{ kind: 'skill', value: 'TypeScript' }],
  },
  job: { name: 'エンジニア', category: 'engineer' },
});
