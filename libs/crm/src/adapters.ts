import type { CrmAdapter } from './crm-adapter.ts';
import { herpTimeline } from './herp/herp-timeline.ts';
import { hubspot } from './hubspot/hubspot.ts';
import { talentcloud } from './talentcloud/talentcloud.ts';
import { zohoRecruitCrm } from './zoho-recruit/zoho-recruit.ts';

/** Every system that candidates go to, by the kind of its connection. */
export const crmAdapters: ReadonlyMap<string, CrmAdapter> = new Map(
  [zohoRecruitCrm, hubspot, talentcloud, herpTimeline].map((adapter) => [adapter.kind, adapter]),
);
