import { randomUUID } from 'node:crypto';
import { Connection, type JsonObject, openSecrets, sealSecrets, wakeConnection, withCompany } from '@goen/case-store';
import { openSyncTarget } from '@goen/case-store/sync';
import { type AuditActor, recordAudit } from '@goen/cases';
import { type connectionPatch, maxConnections, type newConnection } from '@goen/contracts/public';
import { crmAdapters } from '@goen/crm';
import { assertStorable, HttpProblem, validate } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { type ConnectionKind, connectionKinds } from './connection-kinds.ts';
import { lockConnection } from './find-connection.ts';

/** Creates an active connection. Throws `invalid_request` for settings or secrets that its kind refuses. */
export async function createConnection(
  { orm, connections, now }: GatewayContext,
  companyId: string,
  { kind: kindName, name, settings, secrets, result_mail: resultMail }: z.output<typeof newConnection>,
  actor: AuditActor,
): Promise<Connection> {
  const kind = connectionKinds.get(kindName);
  if (kind === undefined) {
    const detail = `The kinds are ${[...connectionKinds.keys()].join(', ')}.`;
    throw new HttpProblem('invalid_request', { errors: [{ pointer: '/kind', code: 'unknown_kind', detail }] });
  }
  assertValidFor(kind, { settings, secrets });
  return withCompany(orm, companyId, async (em) => {
    await em.execute(`select pg_advisory_xact_lock(hashtextextended('connections:' || ?, 0))`, [companyId]);
    const count = await em.count(Connection, { companyId, state: { $ne: 'deleted' } });
    if (count >= maxConnections) throw new HttpProblem('too_many_connections');
    const [id, createdAt] = [randomUUID(), now()];
    const connection = em.create(Connection, {
      id,
      companyId,
      kind: kindName,
      name,
      settings,
      secrets: sealSecrets(secrets, id, connections.secretKey),
      resultMail,
      state: 'active',
      counts: {},
      createdAt,
      updatedAt: createdAt,
    });
    await em.persist(connection).flush();
    const adapter = crmAdapters.get(kindName);
    if (adapter) await openSyncTarget(em, connection, adapter.reach);
    await wakeConnection(em, connection, createdAt);
    const subject = { type: 'connection', id };
    await recordAudit(em, { companyId, actor, action: 'connection.created', subject, data: { kind: kindName } });
    return connection;
  });
}

/** Changes the given fields and keeps the others. New settings or secrets, and resuming, clear the last error. */
export async function changeConnection(
  { orm, connections, now }: GatewayContext,
  companyId: string,
  id: string,
  patch: z.output<typeof connectionPatch>,
  actor: AuditActor,
): Promise<Connection> {
  const { name, settings, secrets, state, result_mail: resultMail } = patch;
  return withCompany(orm, companyId, async (em) => {
    const connection = await lockConnection(em, companyId, id);
    if (settings !== undefined || secrets !== undefined) {
      const kind = connectionKinds.get(connection.kind);
      if (kind === undefined) throw new HttpProblem('not_found');
      const next = {
        settings: settings ?? connection.settings,
        secrets: secrets ?? openSecrets(connection, connections.secretKey),
      };
      assertValidFor(kind, next);
      connection.settings = next.settings;
      if (secrets !== undefined) connection.secrets = sealSecrets(secrets, id, connections.secretKey);
      // The access token belongs to the old secrets.
      Object.assign(connection, { token: null, tokenExpiresAt: null, tokenRefreshedAt: null });
    }
    if (name !== undefined) connection.name = name;
    if (resultMail !== undefined) connection.resultMail = resultMail;
    if (state !== undefined) connection.state = state;
    if (settings !== undefined || secrets !== undefined || state === 'active') {
      Object.assign(connection, { lastError: null, lastErrorAt: null });
    }
    connection.updatedAt = now();
    await em.flush();
    await wakeConnection(em, connection, now());
    const subject = { type: 'connection', id };
    const data = { fields: Object.keys(patch), ...(state && { state }) };
    await recordAudit(em, { companyId, actor, action: 'connection.changed', subject, data });
    return connection;
  });
}

/** Stops reading and pushing, and deletes the secrets. What the connection brought in stays. */
export async function deleteConnection(
  { orm, now }: GatewayContext,
  companyId: string,
  id: string,
  actor: AuditActor,
): Promise<void> {
  await withCompany(orm, companyId, async (em) => {
    const connection = await lockConnection(em, companyId, id);
    const cleared = { secrets: null, token: null, tokenExpiresAt: null, cursor: null };
    Object.assign(connection, { ...cleared, state: 'deleted', updatedAt: now() });
    await em.flush();
    await wakeConnection(em, connection, now());
    const subject = { type: 'connection', id };
    await recordAudit(em, { companyId, actor, action: 'connection.deleted', subject });
  });
}

/** Throws `invalid_request` for settings and secrets that the kind's schemas refuse; they are stored as given. */
function assertValidFor(
  kind: ConnectionKind,
  given: { readonly settings: JsonObject; readonly secrets: Readonly<Record<string, string>> },
): void {
  assertStorable(given);
  validate(given, z.object({ settings: kind.settings, secrets: kind.secrets }));
}
