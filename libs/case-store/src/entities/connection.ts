import type { ConnectionCounts, ConnectionState, VendorFault } from '@goen/contracts/public';
import type { ResultMailSender } from '@goen/contracts/workflow';
import { defineEntity, p } from '@mikro-orm/core';
import type { JsonObject } from './candidate.ts';

const ConnectionSchema = defineEntity({
  name: 'Connection',
  tableName: 'connection',
  properties: {
    id: p.uuid().primary(),
    companyId: p.uuid(),
    /** Identifies the vendor. */
    kind: p.text(),
    name: p.text(),
    /** Parsed by the vendor's own schema. */
    settings: p.json<JsonObject>().onCreate(() => ({})),
    /** JSON, sealed for this row; null when there are none. */
    secrets: p.blob().nullable(),
    /** Who sends the results of its rejections; null: as the company says. */
    resultMail: p.text().$type<ResultMailSender>().nullable(),
    state: p.text().$type<ConnectionState>().default('active'),
    /** The position of the last poll. */
    cursor: p.json<JsonObject>().nullable(),
    counts: p.json<ConnectionCounts>().onCreate(() => ({})),
    lastRunAt: p.datetime(3).nullable(),
    lastOkAt: p.datetime(3).nullable(),
    lastError: p.json<VendorFault>().nullable(),
    lastErrorAt: p.datetime(3).nullable(),
    /** The vendor's current access token, sealed; shared by all callers. */
    token: p.blob().nullable(),
    tokenExpiresAt: p.datetime(3).nullable(),
    /** The last refresh: vendors allow few per minute. */
    tokenRefreshedAt: p.datetime(3).nullable(),
    createdAt: p.datetime(3),
    updatedAt: p.datetime(3).onCreate(() => new Date()),
  },
});
/** A company's link to an ATS or CRM. A deleted connection keeps its row, without secrets. */
export class Connection extends ConnectionSchema.class {}
ConnectionSchema.setClass(Connection);
