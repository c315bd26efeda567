import { randomUUID } from 'node:crypto';
import {
  Connection,
  type Em,
  type JsonObject,
  openSecrets,
  sealSecrets,
  wakeConnection,
  withCompany,
} from '@goen/case-store';
import { openSyncTarget } from '@goen/case-store/sync';
import { type connectionPatch, maxConnections, type newConnection } from '@goen/contracts/public';
import { crmAdapters } from '@goen/crm';
import { HttpProblem, storable, validate } from '@goen/service-kit';
import { LockMode } from '@mikro-orm/core';
import { z } from 'zod';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { type ConnectionKind, connectionKinds } from './vendors.ts';

/** A new connection, active at once. Throws `invalid_request` for what its kind does not take. */
export async function addConnection(
  { orm, connections, now }: GatewayContext,
  companyId: string,
  { kind, name, settings, secrets }: z.output<typeof newConnection>,
): Promise<Connection> {
  const known = connectionKinds.get(kind);
  if (known === undefined) {
    const detail = `The kinds are ${[...connectionKinds.keys()].join(', ')}.`;
    throw new HttpProblem('invalid_request', { errors: [{ pointer: '/kind', code: 'unknown_kind', detail }] });
  }
  const given = assertTaken(known, { settings, secrets });
  return withCompany(orm, companyId, async (em) => {
    await em.execute(`select pg_advisory_xact_lock(hashtextextended('connections:' || ?, 0))`, [companyId]);
    const count = await em.count(Connection, { companyId, state: { $ne: 'deleted' } });
    if (count >= maxConnections) throw new HttpProblem('too_many_connections');
    const [id, at] = [randomUUID(), now()];
    const sealed = sealSecrets(given.secrets, id, connections.secretKey);
    const row = em.create(Connection, {
      id,
      companyId,
      kind,
      name,
      settings: given.settings,
      secrets: sealed,
      state: 'active',
      counts: {},
      createdAt: at,
      updatedAt: at,
    });
    await em.persist(row).flush();
    const adapter = crmAdapters.get(kind);
    if (adapter) await openSyncTarget(em, row, adapter.reach);
    await wakeConnection(em, row, at);
    return row;
  });
}

/** Changes what is given; what is left out stays. New settings or secrets, and `active`, take its last error away. */
export async function changeConnection(
  { orm, connections, now }: GatewayContext,
  companyId: string,
  id: string,
  { name, settings, secrets, state }: z.output<typeof connectionPatch>,
): Promise<Connection> {
  return withCompany(orm, companyId, async (em) => {
    const row = await lockConnection(em, companyId, id);
    if (settings !== undefined || secrets !== undefined) {
      const kind = connectionKinds.get(row.kind);
      if (kind === undefined) throw new HttpProblem('not_found');
      const kept = { settings: row.settings, secrets: openSecrets(row, connections.secretKey) };
      const given = assertTaken(kind, { settings: settings ?? kept.settings, secrets: secrets ?? kept.secrets });
      row.settings = given.settings;
      if (secrets !== undefined) Object.assign(row, { secrets: sealSecrets(given.secrets, id, connections.secretKey) });
      // A token was given for the secrets of before.
      Object.assign(row, { token: null, tokenExpiresAt: null, tokenRefreshedAt: null });
    }
    if (name !== undefined) row.name = name;
    if (state !== undefined) row.state = state;
    if (settings !== undefined || secrets !== undefined || state === 'active') {
      Object.assign(row, { lastError: null, lastErrorAt: null });
    }
    row.updatedAt = now();
    await em.flush();
    await wakeConnection(em, row, now());
    return row;
  });
}

/** Nothing is read from it or sent to it any more; its secrets are gone. What came by it stays. */
export async function deleteConnection({ orm, now }: GatewayContext, companyId: string, id: string): Promise<void> {
  await withCompany(orm, companyId, async (em) => {
    const row = await lockConnection(em, companyId, id);
    const gone = { secrets: null, token: null, tokenExpiresAt: null, cursor: null };
    Object.assign(row, { ...gone, state: 'deleted', updatedAt: now() });
    await em.flush();
    await wakeConnection(em, row, now());
  });
}

/** Throws `not_found` for one that is deleted, or of another company. */
export async function findConnection(em: Em, companyId: string, id: string): Promise<Connection> {
  const row = await em.findOne(Connection, { companyId, id, state: { $ne: 'deleted' } });
  if (row === null) throw new HttpProblem('not_found');
  return row;
}

async function lockConnection(em: Em, companyId: string, id: string): Promise<Connection> {
  const one = { companyId, id, state: { $ne: 'deleted' as const } };
  const row = await em.findOne(Connection, one, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (row === null) throw new HttpProblem('not_found');
  return row;
}

/** Settings and secrets as they were given, once the kind's schemas have taken them. */
function assertTaken(
  kind: ConnectionKind,
  given: { readonly settings: JsonObject; readonly secrets: Readonly<Record<string, string>> },
) {
  validate(storable(given), z.object({ settings: kind.settings, secrets: kind.secrets }));
  return given;
}
