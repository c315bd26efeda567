import type { ConnectionCounts, ConnectionState, VendorFault } from '@goen/contracts/public';
import { defineEntity, p } from '@mikro-orm/core';
import type { JsonObject } from './candidate.ts';

const ConnectionSchema = defineEntity({
  name: 'Connection',
  tableName: 'connection',
  properties: {
    id: p.uuid().primary(),
    companyId: p.uuid(),
    /** Names its vendor. */
    kind: p.text(),
    name: p.text(),
    /** As the vendor's own schema reads them. */
    settings: p.json<JsonObject>().onCreate(() => ({})),
    /** JSON, sealed for this row; null when there are none. */
    secrets: p.blob().nullable(),
    state: p.text().$type<ConnectionState>().default('active'),
    /** How far a poll came. */
    cursor: p.json<JsonObject>().nullable(),
    counts: p.json<ConnectionCounts>().onCreate(() => ({})),
    lastRunAt: p.datetime(3).nullable(),
    lastOkAt: p.datetime(3).nullable(),
    lastError: p.json<VendorFault>().nullable(),
    lastErrorAt: p.datetime(3).nullable(),
    /** An access token that the vendor gave for a while, sealed, so that all who call share it. */
    token: p.blob().nullable(),
    tokenExpiresAt: p.datetime(3).nullable(),
    /** When it was last asked for: vendors allow few a minute. */
    tokenRefreshedAt: p.datetime(3).nullable(),
    createdAt: p.datetime(3),
    updatedAt: p.datetime(3).onCreate(() => new Date()),
  },
});
/** A system of a company that rejections come from or candidates go to. A deleted one stays, without its secrets. */
export class Connection extends ConnectionSchema.class {}
ConnectionSchema.setClass(Connection);
