import { AsyncLocalStorage } from 'node:async_hooks';
import { passCrashPoint } from '@goen/service-kit';
import {
  type Database,
  openDatabase,
  type PreparedStatement,
  pipelined,
  sendPrepared,
} from '@goen/service-kit/database';
import type { EntityManager } from '@mikro-orm/postgresql';
import { announceOutbox } from './announce-outbox.ts';
import { type CaseRoles, openCaseRoles, type PurposeRole } from './case-roles.ts';
import { announceChange, announcingChanges } from './changes.ts';
import { limitPerCompany } from './company-limit.ts';
import { caseStoreSpec } from './store.ts';

export type { Database };
export type Em = EntityManager;

const rolesOf = Symbol('roles');
type CaseStore = Database & { readonly [rolesOf]: CaseRoles };

/** Connects as the role in `url`, which acts for one company at a time; other roles are connected when they are needed. */
export async function openCaseStore(urls: {
  url: string;
  migrationUrl?: string;
  maxConnections?: number;
}): Promise<Database> {
  const orm = await openDatabase(caseStoreSpec, urls);
  try {
    const roles = await openCaseRoles(urls.url);
    const close = orm.close.bind(orm);
    return Object.assign(orm, {
      [rolesOf]: roles,
      async close(force?: boolean) {
        await roles.close();
        await close(force);
      },
    });
  } catch (error) {
    await orm.close(true);
    throw error;
  }
}

function findRoles(orm: Database): CaseRoles {
  const roles = (orm as Partial<CaseStore>)[rolesOf];
  if (roles === undefined) throw new Error('This database was not opened by openCaseStore.');
  return roles;
}

type Variables = Readonly<Record<string, string>>;

function withVariables<T>(orm: Database, variables: Variables, work: (em: Em) => Promise<T>): Promise<T> {
  return orm.em.fork({ session: { variables } }).transactional(work);
}

/** `withVariables` for a transaction around whose commit a process may be made to crash. */
async function withCrashPoints<T>(
  name: 'company' | 'outbox' | 'relay',
  work: (em: Em) => Promise<T>,
  transact: (work: (em: Em) => Promise<T>) => Promise<T>,
): Promise<T> {
  const result = await transact(async (em) => {
    const done = await work(em);
    passCrashPoint(`${name}.before-commit`);
    return done;
  });
  passCrashPoint(`${name}.after-commit`);
  return result;
}

async function withRole<T>(orm: Database, role: PurposeRole, work: (em: Em) => Promise<T>, variables: Variables = {}) {
  const connected = await findRoles(orm).connectAs(role);
  return announcingChanges(orm, null, () => withVariables(connected, variables, work));
}

type RequestTransaction = { readonly orm: Database; readonly companyId: string; readonly em: Em };
const requestTransactions = new AsyncLocalStorage<RequestTransaction>();

const toCompanyVariables = (orm: Database, companyId: string) => ({
  'app.company': findRoles(orm).toToken('company', companyId),
});

/**
 * One transaction as one company: row-level security limits it to this company's rows. An error from `work` rolls
 * everything back. Within `withRequestTransaction` of the company it is a part of that transaction.
 */
export function withCompany<T>(orm: Database, companyId: string, work: (em: Em) => Promise<T>): Promise<T> {
  const outer = requestTransactions.getStore();
  if (outer?.orm === orm && outer.companyId === companyId) {
    return outer.em.fork({ clear: true, keepTransactionContext: true }).transactional(work);
  }
  return announcingChanges(orm, companyId, () =>
    limitPerCompany(orm, companyId, () =>
      withCrashPoints('company', work, (guarded) => withVariables(orm, toCompanyVariables(orm, companyId), guarded)),
    ),
  );
}

/** One transaction for everything that `work` does through `withCompany`, and for what the caller does with `em`. */
export const withRequestTransaction = <T>(orm: Database, companyId: string, work: (em: Em) => Promise<T>): Promise<T> =>
  withCompany(orm, companyId, (em) => requestTransactions.run({ orm, companyId, em }, () => work(em)));

/**
 * The same for an intake. Planning its look-up of 17 tables costs more than executing it, so no execution is planned for
 * its own values, and the plan must use indexes also when tables are empty. The outbox is announced after the commit.
 */
export async function withIntake<T>(orm: Database, companyId: string, work: (em: Em) => Promise<T>): Promise<T> {
  const { 'app.company': token } = toCompanyVariables(orm, companyId);
  const result = await limitPerCompany(orm, companyId, () =>
    pipelined(orm.em.fork(), async (em) => {
      await sendPrepared(em, enterIntake, [token]);
      const accepted = await work(em);
      passCrashPoint('intake.before-commit');
      return accepted;
    }),
  );
  passCrashPoint('intake.after-commit');
  announceOutbox(orm);
  announceChange(orm, companyId, 'cases', 'mails');
  return result;
}

const enterIntake: PreparedStatement = {
  name: 'intake_enter',
  text: `select set_config('app.company', $1, true), set_config('enable_seqscan', 'off', true),
    set_config('plan_cache_mode', 'force_generic_plan', true),
    set_config('app.announce_outbox', 'after_commit', true)`,
};

/** One transaction before the company is known: sees only the row whose secret hashes to `hash`. */
export function withSecret<T>(orm: Database, hash: string, work: (em: Em) => Promise<T>): Promise<T> {
  return withVariables(orm, { 'app.lookup_hash': hash }, work);
}

/** One transaction before the company is known: sees only the connection that a hook names. */
export function withHookConnection<T>(orm: Database, connectionId: string, work: (em: Em) => Promise<T>): Promise<T> {
  return withVariables(orm, { 'app.hook': findRoles(orm).toToken('hook', connectionId) }, work);
}

/** For the job that retries interrupted hooks: sees the interrupted hooks of every company, and no other row. */
export const withInterruptedHooks = <T>(orm: Database, work: (em: Em) => Promise<T>): Promise<T> =>
  withRole(orm, 'cases_hook_retries', work);

/** For the webhook deliverer: sees the deliveries of every company, and no other row. */
export const withDeliveries = <T>(orm: Database, work: (em: Em) => Promise<T>): Promise<T> =>
  withRole(orm, 'cases_deliveries', work);

/** For the outbox dispatcher: sees the outbox rows of every company, and no other row. */
export const withOutbox = <T>(orm: Database, work: (em: Em) => Promise<T>): Promise<T> =>
  withCrashPoints('outbox', work, (guarded) => withRole(orm, 'cases_dispatcher', guarded));

/** For the CRM sync: sees the pending pushes of every company, and no other row. */
export const withSync = <T>(orm: Database, work: (em: Em) => Promise<T>): Promise<T> =>
  withRole(orm, 'cases_sync', work);

/** For the relay: sees introductions, positions and companies of every company, and no candidate. */
export const withRelay = <T>(orm: Database, work: (em: Em) => Promise<T>): Promise<T> =>
  withCrashPoints('relay', work, (guarded) => withRole(orm, 'cases_relay', guarded));

/**
 * For matching: sees what the relay sees and reads the pool of all companies (profiles, open positions, and which
 * company knows which person by hash), without names, addresses or cases. Sequential scans are off: reading the whole
 * pool is never the better plan.
 */
export const withPool = <T>(orm: Database, work: (em: Em) => Promise<T>): Promise<T> =>
  withRole(orm, 'cases_relay', work, { enable_seqscan: 'off', jit: 'off' });

/**
 * For the operator's HTTP API: the database as a role that sees ids, states and counts of every company, and no personal
 * data of candidates.
 */
export const openConsole = (orm: Database): Promise<Database> => findRoles(orm).connectAs('cases_console');

/** For the operator's books, in which the law wants to see names: as a role that reads them and nothing else. */
export const openLedgers = (orm: Database): Promise<Database> => findRoles(orm).connectAs('cases_ledgers');
