import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { apiScopes } from '@goen/case-store';
import { companySettings } from '@goen/contracts/internal';
import { closeAdmin, createCompany, createKey, openAdmin } from '@goen/gateway/admin';
import type { Stack } from '@goen/stack';
import { createCanaries } from '../canary/canaries.ts';
import { type Journey, startJourney } from '../canary/start-journey.ts';
import type { Harness, RunContext, Verdict } from '../harness.ts';
import { waitForMails } from '../outages/count-mails.ts';
import { type Company, reportPeople } from '../outages/report-people.ts';
import { anyTime, toSettings } from '../product/start-product.ts';
import { checkFiles } from './check-files.ts';
import { findPrometheus } from './prometheus-tools.ts';
import { dashboardFiles, readAlerts, readQueries, readUsedMetrics } from './read-observability.ts';
import { type Prometheus, startPrometheus } from './run-prometheus.ts';

export const alerts: Harness = {
  name: 'alerts',
  description:
    'Prometheus checks rules and dashboards, scrapes the whole product, knows every metric that they name, and alerts of what fails.',
  defaults: { people: 40 },
  run,
};

/** Each for the length of its rule. */
const expected = ['ServiceDown', 'MailProviderAway'];
const deadlineMs = 15 * 60_000;
const pollMs = 2_000;

/** Series that are there only while something waits or fails. */
const withoutEvent = new Set(['goen_connection_failing', 'goen_crm_sync_oldest_seconds']);

async function run({ seed, settings, dataDir, report }: RunContext): Promise<Verdict> {
  const tools = await findPrometheus(report);
  report('Checking configurations, rules, their tests, and the queries of dashboards …');
  const faults = await checkFiles(tools, dataDir);
  const journey = await startJourney(join(dataDir, 'stack'), createCanaries(seed));
  const { stack } = journey;
  let prometheus: Prometheus | null = null;
  try {
    prometheus = await startPrometheus(tools.prometheus, join(dataDir, 'prometheus'), listTargets(stack));
    const { people = 0 } = settings;
    report(`Reporting ${people} people …`);
    const company = await createSender(stack);
    await reportPeople([company], nameApplications(seed, 0, people)).done;
    const { accepted } = await waitForMails(stack, people);
    if (accepted < people) faults.push(`${accepted} of ${people} mails were sent`);
    await causeEvents(journey, seed);
    const missing = await findMissingMetrics(prometheus);
    faults.push(...missing.map((name) => `No service has the metric ${name}`));
    const queries = await runQueries(prometheus);
    faults.push(...queries.faults);

    report('Taking the mail provider and a service away …');
    await stack.services.sandbox.kill();
    await stack.services.imports.kill();
    await reportPeople([company], nameApplications(seed, people, people)).done;
    const silent = await waitForAlerts(prometheus, report);
    faults.push(...silent.map((name) => `The alert ${name} did not fire`));
    return {
      counts: {
        alerts: readAlerts().length,
        dashboards: dashboardFiles().length,
        queries: queries.count,
        queries_with_series: queries.withSeries,
        fired: expected.length - silent.length,
        failed: faults.length,
      },
      faults,
    };
  } finally {
    await prometheus?.stop();
    await journey.stop();
  }
}

const listTargets = ({ metricsAddresses }: Stack) =>
  Object.entries(metricsAddresses).map(([service, address]) => ({ service, address }));

const nameApplications = (seed: number, from: number, count: number) =>
  Array.from({ length: count }, (_, n) => `m${seed}-${from + n}`);

/** A company whose mails leave at once. */
async function createSender({ databases, urls }: Stack): Promise<Company> {
  const admin = await openAdmin(databases.cases.operatorUrl);
  try {
    const atOnce = {
      hours: anyTime,
      undoWindowMinutes: 0,
      resultDelayDays: 0,
      resultLeastDays: 0,
      personalNoteFrom: null,
    };
    const settings = companySettings.parse({ ...toSettings('alerts', '株式会社みはり'), ...atOnce });
    await createCompany(admin, { name: '株式会社みはり', slug: 'alerts', settings });
    const { key } = await createKey(admin, { company: 'alerts', name: 'verify', scopes: [...apiScopes] });
    return { url: urls.gateway, key };
  } finally {
    await closeAdmin(admin);
  }
}

/** What only happens when somebody does it: a webhook with a wrong signature, and news for an endpoint and a CRM. */
async function causeEvents({ hook, hinode, stack }: Journey, seed: number): Promise<void> {
  await fetch(hook.url, { method: 'POST', body: '{}', headers: { signature: 'sha256 wrong' } });
  await reportPeople([{ url: stack.urls.gateway, key: hinode.key }], [`m${seed}-crm`]).done;
}

/** Those that rules and dashboards name. Waits: a scrape is seconds away. */
async function findMissingMetrics(prometheus: Prometheus): Promise<string[]> {
  const used = readUsedMetrics().filter((name) => !withoutEvent.has(name));
  for (let attempt = 0; ; attempt += 1) {
    const known = new Set(await prometheus.listMetrics());
    const missing = used.filter((name) => !known.has(name));
    if (missing.length === 0 || attempt === 30) return missing;
    await sleep(pollMs);
  }
}

async function runQueries(prometheus: Prometheus) {
  const faults: string[] = [];
  let withSeries = 0;
  const queries = readQueries();
  for (const { dashboard, title, expr } of queries) {
    const series = await prometheus.countSeries(expr).catch(() => null);
    if (series === null) faults.push(`${dashboard}, ${title}: Prometheus refuses the query`);
    else if (series > 0) withSeries += 1;
  }
  return { faults, count: queries.length, withSeries };
}

/** Returns those that did not fire in time. */
async function waitForAlerts(prometheus: Prometheus, report: (line: string) => void): Promise<string[]> {
  const fired = new Set<string>();
  const startMs = performance.now();
  while (performance.now() - startMs < deadlineMs) {
    for (const name of await prometheus.listFiring()) {
      if (!fired.has(name)) report(`${name} fires after ${Math.round((performance.now() - startMs) / 1_000)} s`);
      fired.add(name);
    }
    if (expected.every((name) => fired.has(name))) break;
    await sleep(pollMs);
  }
  return expected.filter((name) => !fired.has(name));
}
