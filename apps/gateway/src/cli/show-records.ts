import { toTokyoDate } from '@goen/case-domain';
import {
  ApiKey,
  Company,
  Connection,
  type Em,
  FollowUpCase,
  findLicence,
  Member,
  OperatorLicence,
  Position,
} from '@goen/case-store';
import { z } from 'zod';
import { type AdminContext, findCompany } from './admin-context.ts';
import { AdminError, parseInput } from './admin-error.ts';
import { nameActors } from './operator-actor.ts';

/** More than a person reads; narrower questions have filters, longer answers the API. */
const maxListed = 500;

type Cell = string | number | Date | null | undefined;

/** One line per row, cells between tabs. */
const toLines = (rows: readonly (readonly Cell[])[], none: string): string =>
  rows.length === 0
    ? none
    : rows
        .map((row) => row.map((cell) => (cell instanceof Date ? cell.toISOString() : (cell ?? '-'))).join('\t'))
        .join('\n');

const toJson = (record: object): string => JSON.stringify(record, null, 2);

export async function listCompanies({ orm }: AdminContext): Promise<string> {
  const companies = await orm.em.fork().find(Company, {}, { orderBy: { slug: 'asc' } });
  const rows = companies.map(({ slug, id, name, createdAt, suspendedAt }) => [
    slug,
    id,
    name,
    createdAt,
    ...(suspendedAt ? [`suspended ${suspendedAt.toISOString()}`] : []),
  ]);
  return toLines(rows, 'There is no company.');
}

/** A company with its settings, and how much it has of what can be listed. */
export async function showCompany({ orm }: AdminContext, slug: string): Promise<string> {
  const em = orm.em.fork();
  const { id, name, createdAt, settings, suspendedAt, suspendedBecause } = await findCompany(em, slug);
  const counts = {
    members: await em.count(Member, { companyId: id, removedAt: null }),
    keys: await em.count(ApiKey, { companyId: id, revokedAt: null }),
    connections: await em.count(Connection, { companyId: id, state: { $ne: 'deleted' } }),
    open_positions: await em.count(Position, { companyId: id, state: 'open' }),
    open_cases: await em.count(FollowUpCase, { companyId: id, state: 'open' }),
  };
  return toJson({
    id,
    slug,
    name,
    created_at: createdAt,
    suspended_at: suspendedAt,
    suspended_because: suspendedBecause,
    ...counts,
    settings,
  });
}

/** Members who were not removed; `all`: those as well. */
export const listMembers = (admin: AdminContext, company: string, all: boolean): Promise<string> =>
  ofCompany(admin, company, async (em, companyId) => {
    const members = await em.find(
      Member,
      { companyId, ...(all ? {} : { removedAt: null }) },
      { orderBy: { createdAt: 'asc', id: 'asc' }, limit: maxListed },
    );
    const rows = members.map((m) => [
      m.id,
      m.role,
      m.name,
      m.email,
      m.removedAt ? 'removed' : m.joinedAt ? 'joined' : 'invited',
    ]);
    return toLines(rows, `${company} has no members.`);
  });

export const showMember = (admin: AdminContext, id: string): Promise<string> =>
  findById(admin, id, 'member', async (em) => {
    const member = await em.findOne(Member, { id });
    if (member === null) return null;
    const { emailHash: _hash, ...shown } = member;
    return shown;
  });

const toKeyState = ({ revokedAt, expiresAt }: ApiKey): string => {
  if (revokedAt) return 'revoked';
  return expiresAt && expiresAt.getTime() <= Date.now() ? 'expired' : 'active';
};

/** Active keys; `all`: revoked and expired ones as well. */
export const listKeys = (admin: AdminContext, company: string, all: boolean): Promise<string> =>
  ofCompany(admin, company, async (em, companyId) => {
    const keys = await em.find(ApiKey, { companyId }, { orderBy: { createdAt: 'asc', id: 'asc' }, limit: maxListed });
    const shown = all ? keys : keys.filter((key) => toKeyState(key) === 'active');
    const rows = shown.map((key) => [
      key.prefix,
      toKeyState(key),
      key.name,
      key.lastUsedOn,
      key.expiresAt,
      key.scopes.join(','),
    ]);
    return toLines(rows, `${company} has no ${all ? '' : 'active '}keys.`);
  });

/** A key by its id, or by first characters that no other key has. */
export async function showKey({ orm }: AdminContext, given: string): Promise<string> {
  const em = orm.em.fork();
  const isId = z.uuid().safeParse(given).success;
  const keys = await em.find(
    ApiKey,
    isId ? { id: given } : { prefix: { $like: `${given.replaceAll(/[%_\\]/g, '\\$&')}%` } },
  );
  const [key, ...others] = keys;
  if (key === undefined) throw new AdminError(`There is no key ${given}.`);
  if (others.length > 0) throw new AdminError(`${keys.length} keys begin with ${given}.`);
  const { keyHash: _hash, createdBy, ...shown } = key;
  const nameActor = await nameActors(em, [createdBy]);
  return toJson({ ...shown, state: toKeyState(key), createdBy: nameActor(createdBy) || null });
}

export const listPositions = (admin: AdminContext, company: string, all: boolean): Promise<string> =>
  ofCompany(admin, company, async (em, companyId) => {
    const positions = await em.find(
      Position,
      { companyId, ...(all ? {} : { state: 'open' as const }) },
      { orderBy: { createdAt: 'desc', id: 'desc' }, limit: maxListed },
    );
    const rows = positions.map(({ id, state, title, seats, conditions }) => [
      id,
      state,
      seats,
      conditions ? 'relay' : 'no conditions',
      title,
    ]);
    return toLines(rows, `${company} has no ${all ? '' : 'open '}positions.`);
  });

export const showPosition = (admin: AdminContext, id: string): Promise<string> =>
  findById(admin, id, 'position', (em) => em.findOne(Position, { id }));

export const listConnections = (admin: AdminContext, company: string | null): Promise<string> =>
  ofCompany(admin, company, async (em, companyId) => {
    const connections = await em.find(
      Connection,
      { ...(companyId === null ? {} : { companyId }), state: { $ne: 'deleted' } },
      { orderBy: { createdAt: 'asc', id: 'asc' }, limit: maxListed },
    );
    const rows = connections.map((c) => [
      c.id,
      c.kind,
      c.state,
      c.lastRunAt,
      c.lastError ? JSON.stringify(c.lastError) : 'ok',
      c.name,
    ]);
    return toLines(rows, 'There is no connection.');
  });

/** Without its secrets. */
export const showConnection = (admin: AdminContext, id: string): Promise<string> =>
  findById(admin, id, 'connection', async (em) => {
    const connection = await em.findOne(Connection, { id });
    if (connection === null) return null;
    const { secrets: _secrets, token: _token, ...shown } = connection;
    return shown;
  });

export async function listLicences({ orm }: AdminContext): Promise<string> {
  const licences = await orm.em.fork().find(OperatorLicence, {}, { orderBy: { expiresOn: 'desc' } });
  const today = toTokyoDate(Date.now());
  const rows = licences.map(({ number, kind, expiresOn, operatorName }) => [
    number,
    kind,
    expiresOn,
    expiresOn >= today ? 'valid' : 'expired',
    operatorName,
  ]);
  return toLines(rows, 'No licence is recorded: referrals wait.');
}

/** The licence that applies. */
export async function showLicence({ orm }: AdminContext): Promise<string> {
  const licence = await findLicence(orm.em.fork());
  if (licence === null) throw new AdminError('No licence is recorded: referrals wait.');
  return toJson(licence);
}

async function ofCompany<C extends string | null>(
  { orm }: AdminContext,
  slug: C,
  list: (em: Em, companyId: C extends string ? string : string | null) => Promise<string>,
): Promise<string> {
  const em = orm.em.fork();
  const companyId = slug === null ? null : (await findCompany(em, slug)).id;
  return list(em, companyId as C extends string ? string : string | null);
}

async function findById(
  { orm }: AdminContext,
  id: string,
  noun: string,
  find: (em: Em) => Promise<object | null>,
): Promise<string> {
  parseInput(z.object({ id: z.uuid() }), { id });
  const record = await find(orm.em.fork());
  if (record === null) throw new AdminError(`There is no ${noun} ${id}.`);
  return toJson(record);
}
