import { apiScopes, caseStoreSpec, openCaseStore, withCompany } from '@goen/case-store';
import { companySettings } from '@goen/contracts/internal';
import { closeAdmin, createCompany, createKey, openAdmin } from '@goen/gateway/admin';
import { openDatabase } from '@goen/service-kit/database';
import { findFreePorts, type Stack, startStack } from '@goen/stack';
import { type FuzzInit, fuzzService } from '@goen/testing/fuzz';
import type { Harness, RunContext, Verdict } from '../harness.ts';
import { digestRows, fillVictim, listCompanyTables, listIds, uuid, victimMark } from './victim.ts';

export const isolation: Harness = {
  name: 'isolation',
  description: 'One company names the ids of another in every operation, and reads and changes nothing of it.',
  defaults: { requests: 12, filling: 4 },
  run,
};

/** They end the access of the fuzz itself, or never end. */
const skipped = ['revokeApiKey', 'rotateApiKey', 'followChanges'];
/** Nothing else runs: what a company has changes by requests only. */
const withoutServices = { expectedErrors: [502, 503] };

async function run({ seed, settings, dataDir, report }: RunContext): Promise<Verdict> {
  const { requests = 1, filling = 1 } = settings;
  const stack = await startStack({
    dataDir,
    ports: await findFreePorts(),
    durable: false,
    withoutWorkers: true,
    report,
  });
  const admin = await openAdmin(stack.databases.cases.operatorUrl);
  const owner = await openDatabase(caseStoreSpec, { url: stack.databases.cases.migrationUrl });
  try {
    const [victim, attacker] = [await addCompany(admin, stack, 'victim'), await addCompany(admin, stack, 'attacker')];
    const document = (await (await fetch(`${stack.urls.gateway}/openapi.json`)).json()) as object;

    report('Filling the other company …');
    await fillVictim((path, body) =>
      victim.send(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    );
    const filled = await fuzzService({
      document,
      seed: seed + 1,
      runs: filling,
      skipped,
      send: victim.send,
      ...withoutServices,
    });
    const tables = await listCompanyTables(owner);
    const before = await digestRows(owner, tables, victim.id);
    const ids = await listIds(owner, tables, victim.id);
    report(`${ids.length} ids in ${before.size} tables, by ${filled.successes} requests.`);

    report('Naming them with the key of another …');
    const leaks = new Map<string, string>();
    const all = new Set(ids);
    const showsVictim = (text: string, named: ReadonlySet<string>) =>
      text.includes(victimMark) || (text.match(uuid) ?? []).some((id) => all.has(id) && !named.has(id));
    const send = async (path: string, init: FuzzInit): Promise<Response> => {
      const response = await attacker.send(path, init);
      if (response.headers.get('content-type')?.startsWith('text/event-stream')) return response;
      const text = await response.clone().text();
      if (showsVictim(text, new Set(`${path} ${init.body ?? ''}`.match(uuid)))) {
        const operation = `${init.method} ${path.replaceAll(uuid, '{id}').split('?')[0]}`;
        leaks.set(operation, `${operation} answers ${response.status}: ${text.slice(0, 300)}`);
      }
      return response;
    };
    const own = await (await victim.send('/v1/candidates', { method: 'GET', headers: {} })).text();
    const blind = showsVictim(own, new Set()) ? [] : ['What the other company reads itself is not noticed'];
    const attacked = await fuzzService({ document, seed, runs: requests, skipped, send, ids, ...withoutServices });

    const after = await digestRows(owner, tables, victim.id);
    const changed = [...new Set([...before.keys(), ...after.keys()])]
      .filter((table) => before.get(table) !== after.get(table))
      .map((table) => `${table}: ${before.get(table) ?? 'no rows'}, then ${after.get(table) ?? 'no rows'}`);
    const visible = await findVisibleRows(stack, attacker.id, victim.id, [...before.keys()]);
    return {
      counts: {
        calls: attacked.calls,
        successes: attacked.successes,
        ids: ids.length,
        tables: before.size,
        leaks: leaks.size,
        changed: changed.length,
        visible: visible.length,
      },
      faults: [...blind, ...leaks.values(), ...changed, ...visible, ...attacked.serverErrors],
    };
  } finally {
    await owner.close(true);
    await closeAdmin(admin);
    await stack.stop();
  }
}

async function addCompany(admin: Awaited<ReturnType<typeof openAdmin>>, { urls }: Stack, slug: string) {
  const name = slug === 'victim' ? victimMark : '株式会社あさひ';
  const sender = {
    name,
    fromAddress: `a@${slug}.example.jp`,
    postalAddress: '東京都',
    contact: `a@${slug}.example.jp`,
  };
  const { id } = await createCompany(admin, { name, slug, settings: companySettings.parse({ sender }) });
  const { key } = await createKey(admin, { company: slug, name: 'isolation', scopes: [...apiScopes] });
  const send = (path: string, init: FuzzInit): Promise<Response> =>
    fetch(`${urls.gateway}${path}`, { ...init, headers: { ...init.headers, authorization: `Bearer ${key}` } });
  return { id, send };
}

/** Below the API: tables whose rows of one company a session of the gateway for another can read. */
async function findVisibleRows(
  { databases }: Stack,
  ownId: string,
  otherId: string,
  tables: readonly string[],
): Promise<string[]> {
  const orm = await openCaseStore({ url: databases.cases.url });
  const visible: string[] = [];
  try {
    for (const table of tables) {
      const column = table === 'company' ? 'id' : 'company_id';
      const count = await withCompany(orm, ownId, async (em) => {
        const [row] = await em.execute<{ count: number }[]>(
          `select count(*)::int as count from "${table}" where ${column} = ?`,
          [otherId],
        );
        return row?.count ?? 0;
      }).catch((error: unknown) => {
        if (String(error).includes('permission denied')) return 0;
        throw error;
      });
      if (count > 0) visible.push(`${table}: ${count} rows of the other company are visible`);
    }
  } finally {
    await orm.close(true);
  }
  return visible;
}
