import { measure, withSpan } from '@goen/service-kit/telemetry';
import { takeAccepted } from '../services/accepted-cases.ts';
import type { ClaimedRow } from './claim-outbox-rows.ts';

/**
 * The dispatch of an outbox row: a part of the trace of the request that wrote it, if this process knows that, else a
 * trace of its own. The client of Temporal links the run that it starts or signals.
 */
export function traceDispatch(row: ClaimedRow, dispatch: () => Promise<boolean>): Promise<boolean> {
  const { kind, lane, case_id: caseId, company_id: companyId, attempts } = row;
  const attributes = {
    'goen.outbox.kind': kind,
    'goen.outbox.lane': lane,
    'goen.company.id': companyId,
    'goen.attempt': attempts,
    ...(caseId !== null && { 'goen.case.id': caseId }),
  };
  const toOutcome = (isDispatched: boolean) => (isDispatched ? 'ok' : 'failed');
  return withSpan(
    'dispatch outbox row',
    { kind: 'producer', parent: takeAccepted(caseId) ?? null, attributes },
    async (span) => {
      const isDispatched = await measure('goen_outbox_dispatch_duration_seconds', { lane, kind }, dispatch, toOutcome);
      if (!isDispatched) span.setFailed('not notified');
      return isDispatched;
    },
  );
}
