import type { SearchKey } from '@goen/case-domain/matching';
import type { StageKind, TagId } from '@goen/contracts/public';
import type { ProfileState } from '@goen/contracts/workflow';
import { defineEntity, p } from '@mikro-orm/core';

const PoolProfileSchema = defineEntity({
  name: 'PoolProfile',
  tableName: 'pool_profile',
  properties: {
    candidateId: p.uuid().primary(),
    /** Who referred the candidate. */
    companyId: p.uuid(),
    /** The case whose referral stands; null once closed. */
    caseId: p.uuid().nullable(),
    personHash: p.text(),
    /** What is compared; empty once closed, as the keys are by which a search finds the profile. */
    tags: p.array().$type<TagId[]>(),
    keys: p.array().$type<SearchKey[]>(),
    /** Years of experience as a band: from inclusive, to exclusive. */
    experienceFrom: p.smallint().nullable(),
    experienceTo: p.smallint().nullable(),
    stage: p.text().$type<StageKind>(),
    state: p.text().$type<ProfileState>(),
    pausedUntil: p.date().nullable(),
    waitingSince: p.datetime(3),
    consentExpiresAt: p.datetime(3),
    /** Companies that the person does not want to be introduced to. Outlives a pause and a lapsed consent. */
    excludedCompanyIds: p.array().$type<string[]>().columnType('uuid[]'),
  },
});
/** A candidate in the relay, without anything that tells who it is. */
export class PoolProfile extends PoolProfileSchema.class {}
PoolProfileSchema.setClass(PoolProfile);
