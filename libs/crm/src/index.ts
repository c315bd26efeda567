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
