export {
  type Sink,
  type SinkCandidate,
  type SinkContext,
  type SinkNote,
  type SinkPush,
  type SinkResult,
  type SinkStatus,
  sinkStatuses,
  type TokenStore,
} from './sink.ts';
export { sinks } from './sinks.ts';
export { csvHeadOf, csvLinesOf, unwritable, unwritableHeaders } from './talentcloud/candidate-csv.ts';
export { talentcloudSettings } from './talentcloud/talentcloud-settings.ts';
