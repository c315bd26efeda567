import { setTimeout as sleep } from 'node:timers/promises';
import { apiScopes, caseStoreSpec } from '@goen/case-store';
import { companySettings } from '@goen/contracts/internal';
import { closeAdmin, createCompany, createKey, openAdmin, setLicence } from '@goen/gateway/admin';
import { openDatabase } from '@goen/service-kit/database';
import { findFreePorts, type Stack, startStack } from '@goen/stack';
import { z } from 'zod';
import type { Harness, RunContext, Verdict } from '../harness.ts';
import { type Company, reportPeople } from './report-people.ts';

export const outages: Harness = {
  name: 'outages',
  description: 'PostgreSQL killed during intake and while mails leave; Temporal away while sleepers fall due.',
  defaults: { people: 600, kills: 4 },
  run,
};

/** How long a result can still be taken back, and so how long a case sleeps before its mail. */
const undoWindowMinutes = 3;
const awayMs = 60_000;
/** What has not come after so long without any progress is lost. */
const stallMs = 120_000;

async function run({ seed, settings, dataDir, report }: RunContext): Promise<Verdict> {
  const { people = 0, kills = 0 } = settings;
  const stack = await startStack({ dataDir, ports: await findFreePorts(), report });
  try {
    const companies = await createCompanies(stack);
    const applications = Array.from({ length: people }, (_, n) => `a${seed}-${n}`);

    report(`Reporting ${people} people, and killing PostgreSQL ${kills} times meanwhile …`);
    const intake = reportPeople(companies, applications);
    for (let kill = 1; kill <= kills; kill += 1) {
      const reached = Math.floor((people * (kill - 0.5)) / kills);
      await waitFor(() => intake.cases.size >= reached, intake.done);
      await killPostgres(stack);
    }
    await intake.done;

    report('Stopping Temporal until those asleep have fallen due …');
    await stack.killTemporal();
    await sleep(undoWindowMinutes * 60_000 + awayMs);
    const before = await countMails(stack);
    await stack.restartTemporal();
    report(`${before.accepted} mails had left; waiting for the others, and killing PostgreSQL once more …`);
    let hasKilled = false;
    const mails = await waitForMails(stack, people, async (accepted) => {
      if (hasKilled || accepted < people / 2) return;
      hasKilled = true;
      await killPostgres(stack);
    });

    const stored = await countCases(stack);
    const twice = stored.applications - stored.distinct;
    const lost = people - stored.distinct;
    const faults = [
      ...(lost === 0 ? [] : [`${lost} accepted reports have no case`]),
      ...(twice === 0 ? [] : [`${twice} applications are stored twice`]),
      ...(mails.accepted === people ? [] : [`${mails.accepted} of ${people} mails were sent`]),
      ...(mails.duplicates === 0 ? [] : [`${mails.duplicates} mails were sent twice`]),
      ...(hasKilled ? [] : ['PostgreSQL was not killed while mails left']),
    ];
    return {
      counts: {
        people,
        kills: kills + (hasKilled ? 1 : 0),
        refusals: [...intake.refusals.values()].reduce((sum, count) => sum + count, 0),
        overdue: people - before.accepted,
        mails: mails.accepted,
        lost,
        duplicates: mails.duplicates + twice,
      },
      faults,
    };
  } finally {
    await stack.stop();
  }
}

async function createCompanies({ databases, urls }: Stack): Promise<Company[]> {
  const admin = await openAdmin(databases.cases.operatorUrl);
  const anyTime = { opensAt: '00:00', closesAt: '24:00', shortClosesAt: '24:00', weekdays: [1, 2, 3, 4, 5, 6, 7] };
  const settings = companySettings.parse({
    sender: { name: '株式会社例', fromAddress: 'a@example.jp', postalAddress: '東京都', contact: 'a@example.jp' },
    hours: { ...anyTime, onHolidays: true },
    undoWindowMinutes,
    resultDelayDays: 0,
    resultLeastDays: 0,
    personalNoteFrom: null,
  });
  try {
    await setLicence(admin, {
      number: '13-ユ-300001',
      kind: '有料職業紹介事業',
      expiresOn: `${new Date().getUTCFullYear() + 3}-03-31`,
      operatorName: 'Goen',
      address: '東京都千代田区千代田1-1',
      complaintsContact: 'kujo@goen.example.jp',
      occupations: '全職種（国内）',
      fees: '0円',
    });
    const companies: Company[] = [];
    for (let n = 0; n < 3; n += 1) {
      await createCompany(admin, { name: `株式会社例${n}`, slug: `outages-${n}`, settings });
      const { key } = await createKey(admin, { company: `outages-${n}`, name: 'verify', scopes: [...apiScopes] });
      companies.push({ url: urls.gateway, key });
    }
    return companies;
  } finally {
    await closeAdmin(admin);
  }
}

async function killPostgres(stack: Stack): Promise<void> {
  await stack.killPostgres();
  await sleep(2_000);
  // Backends of the killed server notice after a moment, and hold its memory until then.
  for (let attempt = 1; ; attempt += 1) {
    try {
      await stack.restartPostgres();
      return;
    } catch (error) {
      if (attempt === 30) throw error;
      await sleep(1_000);
    }
  }
}

async function waitFor(isDone: () => boolean, failing: Promise<void>): Promise<void> {
  while (!isDone()) await Promise.race([sleep(50), failing]);
}

const sandboxStats = z.object({ resend: z.object({ accepted: z.number(), duplicates: z.number() }) });

/** `accepted`: different mails that the provider has. */
async function countMails({ urls }: Stack): Promise<{ accepted: number; duplicates: number }> {
  const { resend } = sandboxStats.parse(await (await fetch(`${urls.inbox}/sandbox/stats`)).json());
  return { accepted: resend.accepted - resend.duplicates, duplicates: resend.duplicates };
}

async function waitForMails(stack: Stack, count: number, onProgress: (accepted: number) => Promise<void>) {
  let mails = await countMails(stack);
  let changedMs = performance.now();
  while (mails.accepted < count && performance.now() - changedMs < stallMs) {
    await sleep(500);
    const latest = await countMails(stack);
    if (latest.accepted > mails.accepted) changedMs = performance.now();
    mails = latest;
    await onProgress(mails.accepted);
  }
  return mails;
}

async function countCases({ databases }: Stack): Promise<{ applications: number; distinct: number }> {
  const owner = await openDatabase(caseStoreSpec, { url: databases.cases.migrationUrl });
  try {
    const [row] = await owner.em
      .fork()
      .execute<{ applications: number; distinct: number }[]>(
        `select count(*)::int as applications, count(distinct (company_id, remote_id))::int as "distinct" from application`,
      );
    return row ?? { applications: 0, distinct: 0 };
  } finally {
    await owner.close(true);
  }
}
