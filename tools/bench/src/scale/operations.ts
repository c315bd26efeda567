import { randomUUID } from 'node:crypto';
import { withCompany } from '@goen/case-store';
import { claimTarget } from '@goen/case-store/sync';
import { eraseCandidate } from '@goen/cases';
import { exchangeOutboxRows } from '@goen/gateway';
import { createLogger } from '@goen/service-kit';
import { claimDueDeliveries, toDeliveryLimits } from '@goen/webhooks';
import { matchCompany } from '@goen/worker';
import { Client } from 'pg';
import { skillIds } from './fill-cases.ts';
import { listFormerCandidateOperations } from './former-candidates.ts';
import { createGet, pickCompany, type RequestContext } from './gateway-requests.ts';
import type { Operation } from './operation.ts';
import { familyNames } from './people.ts';

type Context = RequestContext & { readonly adminUrl: string };

const claimMs = 1_000;
const dayMs = 86_400_000;

/** Everything that a service does often, or for many companies at once, as its own role. */
export function listOperations(context: Context): Operation[] {
  return [
    ...searches(context),
    ...listFormerCandidateOperations(context),
    ...lists(context),
    ...claims(context),
    ...erasures(context),
    ...rounds(context),
  ];
}

/** The nth of a list that is skewed as the draws are: often one of the first. */
const pick = <T>(list: readonly T[], nth: number): T => list[Math.floor(((nth * 0.618) % 1) ** 2 * list.length)] as T;
const tenthPages = 20;
const erasuresTimed = 40;
/** Explained runs come after the timed ones. */
const explainedAtMost = 4;
const toTag = (nth: number) => pick(skillIds, nth).slice('skill:'.length);

function searches(context: Context): Operation[] {
  const get = createGet(context);
  const cursors: (string | null)[] = [];
  const getPage = (nth: number, cursor: string | null): Promise<{ next: string | null }> =>
    get(nth, '/v1/candidates', { tag: toTag(nth), limit: '10', ...(cursor ? { cursor } : {}) });
  /** Of the tenth page, or of the last before it. */
  const findCursor = async (nth: number): Promise<string | null> => {
    let cursor: string | null = null;
    for (let page = 0; page < 9; page += 1) {
      const { next } = await getPage(nth, cursor);
      if (next === null) break;
      cursor = next;
    }
    return cursor;
  };
  const search = (name: string, query: (nth: number) => Record<string, string | readonly string[]>, times = 60) => ({
    name: `search: ${name}`,
    times,
    run: (nth: number) => get(nth, '/v1/candidates', query(nth)),
  });
  const family = (nth: number) => familyNames[nth % familyNames.length] ?? ['', '', ''];
  return [
    search('no condition', () => ({})),
    search('one tag', (nth) => ({ tag: toTag(nth) })),
    search('two tags', (nth) => ({ tag: [toTag(nth), toTag(nth + 1)] })),
    search('tag and text', (nth) => ({ tag: toTag(nth), q: family(nth)[0] })),
    search('name in variants', (nth) => ({ q: ['渡辺', '髙橋', '斎藤', '山崎'][nth % 4] ?? '' })),
    search('name and job', (nth) => ({ q: `${family(nth)[0]} 営業` })),
    search('kana', (nth) => ({ q: family(nth)[1] })),
    search('address', (nth) => ({ q: `${family(nth)[2]}.misaki.${nth * 7919}@mail.example` })),
    search('nobody', (nth) => ({ q: `不在${nth}` })),
    search('prefecture', (nth) => ({ prefecture: ['東京都', '福岡県', '沖縄県'][nth % 3] ?? '' })),
    search('prefecture, stage and tag', (nth) => ({ prefecture: '福岡県', stage: 'final', tag: toTag(nth) })),
    {
      name: 'search: tenth page of a tag',
      times: tenthPages,
      prepare: async () => {
        for (let nth = 0; nth < tenthPages + explainedAtMost; nth += 1) cursors.push(await findCursor(nth));
      },
      run: (nth) => getPage(nth, cursors[nth] ?? null),
    },
  ];
}

function lists(context: Context): Operation[] {
  const get = createGet(context);
  const list = (
    name: string,
    path: string,
    query: (nth: number) => Record<string, string> = () => ({}),
    times = 40,
  ) => ({
    name,
    times,
    run: (nth: number) => get(nth, path, query(nth)),
  });
  const day = (offset: number) => new Date(Date.now() + offset * dayMs).toISOString().slice(0, 10);
  const cursor = (nth: number) =>
    Buffer.from(JSON.stringify([new Date(Date.now() - (nth % 300) * dayMs), randomUUID()])).toString('base64url');
  const steps = ['rejection_mail', 'second_follow_up', 'none', 'consent', 'address_decision'];
  const year = (nth: number) => ({
    from: day(-360),
    to: day(1),
    by: ['total', 'month', 'stage', 'job'][nth % 4] ?? '',
  });
  return [
    list('cases: all', '/v1/cases'),
    list('cases: deep page', '/v1/cases', (nth) => ({ cursor: cursor(nth) })),
    list('cases: by state', '/v1/cases', (nth) => ({ state: nth % 4 < 2 ? 'closed' : 'open' })),
    list('cases: by stage', '/v1/cases', (nth) => ({ stage: nth % 4 < 2 ? 'final' : 'other' })),
    list('cases: by next step', '/v1/cases', (nth) => ({ next_step: steps[nth % steps.length] ?? '' })),
    list('cases: by step and stage', '/v1/cases', () => ({ next_step: 'consent', stage: 'final', state: 'open' })),
    list('cases: opened in a week', '/v1/cases', (nth) => ({
      opened_from: `${day(-200 + (nth % 100))}T00:00:00Z`,
      opened_to: `${day(-193 + (nth % 100))}T00:00:00Z`,
    })),
    list('mails: queue', '/v1/mails'),
    list('mails: deep page', '/v1/mails', (nth) => ({
      cursor: Buffer.from(JSON.stringify([new Date(Date.now() + (nth % 150) * dayMs), randomUUID()])).toString(
        'base64url',
      ),
    })),
    list('mails: by state', '/v1/mails', (nth) => ({
      state: ['awaiting', 'held', 'approved', 'scheduled'][nth % 4] ?? '',
    })),
    list('mails: by kind', '/v1/mails', (nth) => ({
      kind: ['rejection_relay', 'relay_reminder', 'second_follow_up'][nth % 3] ?? '',
    })),
    list('mails: of this week', '/v1/mails', () => ({ sends_before: day(7) })),
    { ...list('report: a year', '/v1/reports/relay', year, 40), prepare: () => countFirstReports(context, get, year) },
    list('report: a month', '/v1/reports/relay', (nth) => ({ ...year(nth), from: day(-60), to: day(-30) }), 16),
    list(
      'report: facts of a number',
      '/v1/reports/relay/facts',
      (nth) => ({ ...year(nth), measure: 'relay_consents' }),
      16,
    ),
    list('introductions', '/v1/introductions'),
    list('positions', '/v1/positions'),
    list('imports', '/v1/imports'),
  ];
}

/** Counts all facts of each company, as its first report does. */
async function countFirstReports(
  { adminUrl, companies }: Context,
  get: ReturnType<typeof createGet>,
  toQuery: (nth: number) => Record<string, string>,
): Promise<void> {
  for (let nth = 0; nth < 2 * companies.length; nth += 1) await get(nth, '/v1/reports/relay', toQuery(nth));
  const admin = new Client({ connectionString: adminUrl });
  await admin.connect();
  await admin.query('vacuum analyze report_day');
  await admin.query('vacuum analyze report_person');
  await admin.end();
}

function claims({ orm }: Context): Operation[] {
  return [
    { name: 'claim: outbox', times: 40, run: () => exchangeOutboxRows(orm, { places: 20, background: 10, claimMs }) },
    {
      name: 'claim: webhook deliveries',
      times: 40,
      run: () =>
        claimDueDeliveries(orm, { limits: toDeliveryLimits(40), timeoutMs: claimMs, active: [], slowEndpoints: [] }),
    },
    { name: 'claim: CRM connection', times: 40, run: () => claimTarget(orm, claimMs) },
  ];
}

/** Really erases: with a million candidates there are always others for the next run. */
function erasures({ orm, adminUrl, companies }: Context): Operation[] {
  const drawCandidate = async (nth: number) => {
    const admin = new Client({ connectionString: adminUrl });
    await admin.connect();
    const { id } = pickCompany(companies, nth);
    const { rows } = await admin.query<{ id: string }>(
      `select candidate_id as id from bench.person p where company_id = $1 and n % 997 = $2 and exists (
         select 1 from candidate c where c.id = p.candidate_id and erased_at is null) limit 1`,
      [id, nth],
    );
    await admin.end();
    return { companyId: id, candidateId: rows[0]?.id ?? randomUUID() };
  };
  const drawn: Awaited<ReturnType<typeof drawCandidate>>[] = [];
  return [
    {
      name: 'erasure',
      times: erasuresTimed,
      prepare: async () => {
        for (let nth = 0; nth < erasuresTimed + explainedAtMost; nth += 1) drawn.push(await drawCandidate(nth));
      },
      run: async (nth) => {
        const { companyId, candidateId } = drawn[nth] ?? (await drawCandidate(nth));
        await withCompany(orm, companyId, (em) => eraseCandidate(em, candidateId, new Date(), 'benchmark'));
      },
    },
  ];
}

/** Of companies with credits: a search for each open position, until the credits are used. */
function rounds({ orm, companies, credit }: Context): Operation[] {
  const context = { orm, credit, logger: createLogger('bench', 'silent') };
  const run = (nth: number) => matchCompany(context, companies[nth % companies.length]?.id ?? '', new Date());
  return [{ name: 'relay round of a company', times: 20, run }];
}
