import type { CompanySettings } from '@goen/contracts/internal';
import type { Tag, TagId } from '@goen/contracts/public';
import type { WorkingConditions } from '@goen/contracts/workflow';
import { defineEntity, p } from '@mikro-orm/core';

/** Times with an offset. */
type PastSuspension = { readonly from: string; readonly to: string };

const CompanySchema = defineEntity({
  name: 'Company',
  tableName: 'company',
  properties: {
    id: p.uuid().primary(),
    name: p.text(),
    slug: p.text(),
    /** Parsed by `companySettings` when read, so that newer settings have their defaults. */
    settings: p.json<CompanySettings>(),
    createdAt: p.datetime(),
    /** Set by the operator: reports are accepted, but nothing leaves in the company's name. */
    suspendedAt: p.datetime(3).nullable(),
    suspendedBy: p.text().nullable(),
    suspendedBecause: p.text().nullable(),
    /** Those that are over, oldest first. */
    pastSuspensions: p.json<PastSuspension[]>().default('[]'),
  },
});
export class Company extends CompanySchema.class {}
CompanySchema.setClass(Company);

export const apiScopes = [
  'rejections:write',
  'events:write',
  'cases:read',
  'candidates:read',
  'candidates:write',
  'positions:read',
  'positions:write',
  'mail:read',
  'mail:write',
  'mail:approve',
  'introductions:read',
  'introductions:write',
  'records:read',
  'reports:read',
  'credits:read',
  'webhooks:manage',
  'connections:manage',
  'imports:read',
  'imports:write',
  'audit:read',
  'settings:read',
  'settings:manage',
  'keys:manage',
  'members:read',
  'members:manage',
] as const;
export type ApiScope = (typeof apiScopes)[number];

const ApiKeySchema = defineEntity({
  name: 'ApiKey',
  tableName: 'api_key',
  properties: {
    id: p.uuid().primary(),
    companyId: p.uuid(),
    name: p.text(),
    /** The first characters, to distinguish keys. */
    prefix: p.text(),
    /** SHA-256, hex. The key itself is shown once and never stored. */
    keyHash: p.text(),
    scopes: p.array().$type<ApiScope[]>(),
    createdAt: p.datetime(),
    /** As `formatActor` writes it; null in keys from before it was kept. */
    createdBy: p.text().nullable(),
    revokedAt: p.datetime().nullable(),
    expiresAt: p.datetime(3).nullable(),
    /** In Asia/Tokyo. */
    lastUsedOn: p.date().nullable(),
    /** The key that this one replaces. */
    rotatedFrom: p.uuid().nullable(),
  },
});
export class ApiKey extends ApiKeySchema.class {}
ApiKeySchema.setClass(ApiKey);

export type PositionTag = Tag & { readonly need: 'required' | 'desired' | 'region' };

const PositionSchema = defineEntity({
  name: 'Position',
  tableName: 'position',
  properties: {
    id: p.uuid().primary(),
    companyId: p.uuid(),
    title: p.text(),
    url: p.text().nullable(),
    description: p.text().nullable(),
    /** As entered; from here on, the ids used for matching. */
    tags: p.json<PositionTag[]>(),
    requiredIds: p.array().$type<TagId[]>(),
    desiredIds: p.array().$type<TagId[]>(),
    regionIds: p.array().$type<TagId[]>(),
    remote: p.boolean(),
    minYears: p.smallint().nullable(),
    maxYears: p.smallint().nullable(),
    seats: p.smallint(),
    state: p.enum(['open', 'closed']).$type<'open' | 'closed'>(),
    /** What candidates are told before an introduction; null: the position takes no part in the relay. */
    conditions: p.json<WorkingConditions>().nullable(),
    /** Of the conditions; 0 when there were never any. */
    conditionsVersion: p.integer(),
    createdAt: p.datetime(3),
    updatedAt: p.datetime(3),
  },
});
export class Position extends PositionSchema.class {}
PositionSchema.setClass(Position);

const PositionConditionsSchema = defineEntity({
  name: 'PositionConditions',
  tableName: 'position_conditions',
  properties: {
    positionId: p.uuid().primary(),
    version: p.integer().primary(),
    companyId: p.uuid(),
    conditions: p.json<WorkingConditions>().nullable(),
    createdAt: p.datetime(3),
  },
});
/** One version of a position's conditions; null: they were removed. Never changed. */
export class PositionConditions extends PositionConditionsSchema.class {}
PositionConditionsSchema.setClass(PositionConditions);

const OperatorLicenceSchema = defineEntity({
  name: 'OperatorLicence',
  tableName: 'operator_licence',
  properties: {
    id: p.uuid().primary(),
    number: p.text(),
    kind: p.text(),
    expiresOn: p.date(),
    /** What consents name (職業安定法 Art. 32-13); null in licences recorded before. */
    operatorName: p.text().nullable(),
    address: p.text().nullable(),
    complaintsContact: p.text().nullable(),
    /** 取扱職種の範囲等, and the fees that companies pay. */
    occupations: p.text().nullable(),
    fees: p.text().nullable(),
    createdAt: p.datetime(),
  },
});
/** The operator's placement licence (職業安定法 Art. 30, 33). Of several, the one that expires last applies. */
export class OperatorLicence extends OperatorLicenceSchema.class {}
OperatorLicenceSchema.setClass(OperatorLicence);
