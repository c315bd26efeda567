export type {
  Sink,
  SinkCandidate,
  SinkContext,
  SinkNote,
  SinkPush,
  SinkResult,
  SinkStatus,
  TokenStore,
} from './sink.ts';
export { sinks } from './sinks.ts';
