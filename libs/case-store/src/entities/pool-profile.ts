import type { SearchKey } from '@goen/case-domain/matching';
import type { StageKind, TagId } from '@goen/contracts/public';
import type { ProfileState } from '@goen/contracts/workflow';
import { defineEntity, p } from '@mikro-orm/core';

const PoolProfileSchema = defineEntity({
  name: 'PoolProfile',
  tableName: 'pool_profile',
  properties: {
    candidateId: p.uuid().primary(),
    /** The company that referred the candidate. */
    companyId: p.uuid(),
    /** The case of the current referral; null once closed. */
    caseId: p.uuid().nullable(),
    personHash: p.text(),
    /** The compared tags and the search keys; both empty once closed. */
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
/** A candidate in the relay, without personal data. */
export class PoolProfile extends PoolProfileSchema.class {}
PoolProfileSchema.setClass(PoolProfile);
