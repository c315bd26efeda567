export { crmAdapters } from './adapters.ts';
export {
  type CrmAdapter,
  type CrmCandidate,
  type CrmContext,
  type CrmNote,
  type CrmPush,
  type CrmPushResult,
  type CrmStatus,
  crmStatuses,
  type TokenStore,
} from './crm-adapter.ts';
export {
  findUnencodable,
  findUnencodableHeaders,
  renderCsvHeader,
  renderCsvRows,
} from './talentcloud/candidate-csv.ts';
export { talentcloudSettings } from './talentcloud/talentcloud-settings.ts';
