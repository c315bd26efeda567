export { crmAdapters } from './adapters.ts';
export type { CrmAdapter, CrmCandidate, CrmNote, CrmPush, CrmPushResult } from './crm-adapter.ts';
export {
  findUnencodable,
  findUnencodableHeaders,
  renderCsvHeader,
  renderCsvRows,
} from './talentcloud/candidate-csv.ts';
export { talentcloudSettings } from './talentcloud/talentcloud-settings.ts';
