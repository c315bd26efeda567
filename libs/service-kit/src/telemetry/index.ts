export { collectGauges } from './collect-gauges.ts';
export { metricCatalog } from './metric-catalog.ts';
export {
  addGauges,
  addMetricsText,
  count,
  type GaugeReading,
  isMeasuring,
  measure,
  observeSeconds,
} from './metrics.ts';
export {
  findSampledPosition,
  linkToRun,
  setSpanAttributes,
  type TracePosition,
  traceHeaders,
  withSpan,
} from './tracing.ts';
