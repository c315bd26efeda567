import { findSampledPosition, setSpanAttributes, type TracePosition } from '@goen/service-kit/telemetry';

/** Requests whose cases this gateway has not dispatched yet; the oldest are forgotten. */
const maxRemembered = 10_000;
const positions = new Map<string, TracePosition>();

/** Lets the dispatch of the case go on with the trace of this request, if both happen in this process. */
export function rememberAccepted(caseId: string): void {
  const position = findSampledPosition();
  if (position === undefined) return;
  setSpanAttributes({ 'goen.case.id': caseId });
  positions.set(caseId, position);
  if (positions.size > maxRemembered) {
    const [oldest] = positions.keys();
    if (oldest !== undefined) positions.delete(oldest);
  }
}

/** Once per case: what wakes it later is a trace of its own. */
export function takeAccepted(caseId: string | null): TracePosition | undefined {
  if (caseId === null || positions.size === 0) return undefined;
  const position = positions.get(caseId);
  positions.delete(caseId);
  return position;
}
