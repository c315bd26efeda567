import { setTimeout as sleep } from 'node:timers/promises';
import { caseStoreSpec } from '@goen/case-store';
import { checkAuditChain } from '@goen/cases';
import { companySettings } from '@goen/contracts/internal';
import { closeAdmin, createCompany, createKey, openAdmin } from '@goen/gateway/admin';
import { openDatabase } from '@goen/service-kit/database';
import { findFreePorts, startStack } from '@goen/stack';
import type { Harness, RunContext, Verdict } from '../harness.ts';
import { countTamperings, findUnnoticed } from './tamperings.ts';

const sender = { name: '株式会社例', fromAddress: 'a@example.jp', postalAddress: '東京都', contact: 'a@example.jp' };
const slugs = ['first', 'second'] as const;

/** Changes of two companies by several keys at once, then tampering of every kind with the log. */
export const audit: Harness = {
  name: 'audit',
  description: 'The audit log: every change has its event, the chains are whole, and tampering shows.',
  defaults: { changes: 400, concurrency: 16, keys: 3 },
  run,
};

async function run({ seed, settings, dataDir, report }: RunContext): Promise<Verdict> {
  const { changes = 0, concurrency = 1, keys = 1 } = settings;
  const stack = await startStack({ dataDir, ports: await findFreePorts(), durable: false, report });
  const admin = await openAdmin(stack.databases.cases.operatorUrl);
  const owner = await openDatabase(caseStoreSpec, { url: stack.databases.cases.migrationUrl });
  try {
    const companies: { readonly id: string; readonly keys: readonly string[] }[] = [];
    for (const slug of slugs) companies.push(await addCompany(slug));
    report(`Making ${changes} changes, ${concurrency} at a time …`);
    const accepted = new Map<string, number>();
    let next = 0;
    const work = async () => {
      for (let nth = next++; nth < changes; nth = next++) {
        const company = companies[(nth + seed) % companies.length];
        const key = company?.keys[nth % keys];
        if (!company || key === undefined) throw new Error('There is no key');
        if (await change(key, nth)) accepted.set(company.id, (accepted.get(company.id) ?? 0) + 1);
      }
    };
    await Promise.all(Array.from({ length: concurrency }, work));

    const faults: string[] = [];
    let [events, broken] = [0, 0];
    for (const { id } of companies) {
      const checked = await checkAuditChain(owner.em.fork(), id);
      // The operator created the company and its keys, which are events as well.
      const expected = (accepted.get(id) ?? 0) + keys + 1;
      if (checked.events !== expected) faults.push(`${checked.events} events for ${expected} changes`);
      events += checked.events;
      broken += checked.faults.length;
      faults.push(...checked.faults.map(({ seq, fault }) => `event ${seq}: ${fault}`));
    }
    report('Tampering with the log …');
    let tampered = 0;
    for (const { id } of companies) {
      for (const seq of [1, 2 + (seed % 5), Math.floor((accepted.get(id) ?? 0) / 2)]) {
        faults.push(...(await findUnnoticed(owner.em, id, seq)));
        tampered += countTamperings;
      }
    }
    return { counts: { events, broken, changes: events - companies.length * (keys + 1), tampered }, faults };
  } finally {
    await owner.close(true);
    await closeAdmin(admin);
    await stack.stop();
  }

  async function addCompany(slug: string) {
    const { id } = await createCompany(admin, { name: slug, slug, settings: companySettings.parse({ sender }) });
    const own: string[] = [];
    for (let nth = 0; nth < keys; nth += 1) {
      const scopes = ['positions:write', 'positions:read', 'webhooks:manage'] as const;
      own.push((await createKey(admin, { company: slug, name: `key ${nth}`, scopes: [...scopes] })).key);
    }
    return { id, keys: own };
  }

  /** Every third change is refused, and leaves no event. Returns whether it was accepted. */
  async function change(key: string, nth: number): Promise<boolean> {
    const body = nth % 3 === 0 ? { title: '' } : { title: `position ${nth}`, seats: 1 };
    const response = await fetch(`${stack.urls.gateway}/v1/positions`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    });
    if (response.status === 503) {
      await sleep(100);
      return change(key, nth);
    }
    const isExpected = nth % 3 === 0 ? response.status === 422 : response.status === 201;
    if (!isExpected) throw new Error(`A change answered ${response.status}: ${await response.text()}`);
    return response.ok;
  }
}
