import { herpTimeline } from './herp-timeline.ts';
import { hubspot } from './hubspot/hubspot.ts';
import type { Sink } from './sink.ts';
import { talentcloud } from './talentcloud/talentcloud.ts';
import { zohoRecruitCrm } from './zoho/zoho-recruit-crm.ts';

/** Every system that candidates go to, by the kind of its connection. */
export const sinks: ReadonlyMap<string, Sink> = new Map(
  [zohoRecruitCrm, hubspot, talentcloud, herpTimeline].map((one) => [one.kind, one]),
);
