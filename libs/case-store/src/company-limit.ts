import { AsyncLocalStorage } from 'node:async_hooks';
import { HttpProblem } from '@goen/service-kit';
import type { Database } from '@goen/service-kit/database';

/** The part of a pool that the transactions of one company may take: a flood of one leaves room for the others. */
const maxShare = 0.3;
/** Of one company. Beyond it, callers get 503 at once. */
const maxWaiting = 1_000;
const maxWaitMs = 10_000;

type Turn = { readonly start: () => void };
type Company = { running: number; readonly waiting: Turn[] };

const companies = new WeakMap<Database, Map<string, Company>>();
/** The company whose connection the caller already has: it waits for no other. */
const current = new AsyncLocalStorage<{ readonly orm: Database; readonly companyId: string }>();

/** Runs `work`, which takes a connection, once the company has fewer of them than its share. In the order of the calls. */
export async function limitPerCompany<T>(orm: Database, companyId: string, work: () => Promise<T>): Promise<T> {
  const outer = current.getStore();
  if (outer?.orm === orm && outer.companyId === companyId) return work();
  const all = companies.get(orm) ?? new Map<string, Company>();
  companies.set(orm, all);
  const company = all.get(companyId) ?? { running: 0, waiting: [] };
  all.set(companyId, company);
  await takeTurn(company, Math.max(1, Math.floor((orm.config.get('pool')?.max ?? 10) * maxShare)));
  try {
    return await current.run({ orm, companyId }, work);
  } finally {
    const next = company.waiting.shift();
    if (next) next.start();
    else company.running -= 1;
    if (company.running === 0) all.delete(companyId);
  }
}

/** A turn is handed over by who ends, so `running` stays as it is. */
async function takeTurn(company: Company, maxRunning: number): Promise<void> {
  if (company.running < maxRunning) {
    company.running += 1;
    return;
  }
  if (company.waiting.length >= maxWaiting) throw tooBusy();
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => {
      company.waiting.splice(company.waiting.indexOf(turn), 1);
      reject(tooBusy());
    }, maxWaitMs);
    const turn: Turn = {
      start: () => {
        clearTimeout(timer);
        resolve();
      },
    };
    company.waiting.push(turn);
  });
}

const tooBusy = () => new HttpProblem('unavailable', { headers: { 'retry-after': '1' } });
