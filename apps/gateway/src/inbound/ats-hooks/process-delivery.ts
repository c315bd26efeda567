import { type AtsVendor, atsVendors, type ReportedItem } from '@goen/ats';
import { type Connection, HookDelivery, openConnection, recordRun, withCompany } from '@goen/case-store';
import { acceptRejections, mergeAtSource, mergeReported, recordEvent, recordSelection } from '@goen/cases';
import { type HookItemResult, problemCodes, type VendorFault } from '@goen/contracts/public';
import { passCrashPoint } from '@goen/service-kit';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { eraseGoneCandidate } from './erase-gone-candidate.ts';
import { unsealRequest } from './record-delivery.ts';

const maxShownErrors = 3;

/** The vendor of a connection if it sends webhooks, else null. */
export function findHookVendor({
  kind,
}: Pick<Connection, 'kind'>): (AtsVendor & Required<Pick<AtsVendor, 'hook'>>) | null {
  const vendor = atsVendors.get(kind);
  return vendor?.hook ? { ...vendor, hook: vendor.hook } : null;
}

/**
 * Accepts every item of a recorded delivery and stores the results. Safe to repeat: items are idempotent, and the
 * vendor's parser gets the time of the first receipt. Returns the row; null when the request was erased.
 */
export async function processHookDelivery(
  context: GatewayContext,
  connection: Connection,
  delivery: HookDelivery,
): Promise<HookDelivery | null> {
  const { orm, connections } = context;
  const { companyId } = connection;
  const request = unsealRequest(delivery, connections.secretKey);
  const vendor = findHookVendor(connection);
  if (request === null || vendor === null) return null;
  const opened = openConnection(connection, vendor, connections.secretKey);
  const results: HookItemResult[] = [];
  const items = await vendor.hook.read(opened, request, delivery.receivedAt);
  passCrashPoint('hook.before-items');
  for (const item of items) results.push(await acceptItem(context, connection, item));
  passCrashPoint('hook.after-items');
  await mergeReported(
    { orm, companyId, personHashKey: context.personHashKey, now: context.now() },
    {
      sourceKey: `connection:${connection.id}`,
      candidateIds: items.flatMap((item) => (item.kind === 'rejection' ? [item.report.candidate.remote_id] : [])),
    },
  );
  const selection = await vendor.hook.readSelection?.(opened, request, delivery.receivedAt);
  const now = context.now();
  return withCompany(orm, companyId, async (em) => {
    const source = { companyId, connectionId: connection.id };
    if (selection) await recordSelection(em, source, selection, { seenAt: delivery.receivedAt });
    const row = await em.findOneOrFail(HookDelivery, { id: delivery.id });
    const isFirst = row.state === 'received' || row.state === 'held';
    row.state = toDeliveryState(results);
    row.told = results;
    row.caseIds = [...new Set(results.flatMap(listCaseIds))];
    row.settledAt = now;
    if (items.some(({ kind }) => kind === 'gone') || isDiscarded(items)) forgetRequest(row);
    await em.flush();
    await recordRun(em, connection.id, { counts: countResults(results, isFirst), fault: findFault(results), at: now });
    return row;
  });
}

/** Whether nothing may be kept of what was received. */
export const isDiscarded = (items: readonly ReportedItem[]): boolean =>
  items.length > 0 && items.every((item) => item.kind === 'ignored' && item.discard === true);

function forgetRequest(row: HookDelivery): void {
  row.request = null;
  row.personHashes = [];
}

async function acceptItem(
  context: GatewayContext,
  { id: connectionId, companyId }: Connection,
  item: ReportedItem,
): Promise<HookItemResult> {
  const { orm, personHashKey } = context;
  const now = context.now();
  const sourceKey = `connection:${connectionId}`;
  if (item.kind === 'ignored') return { kind: 'ignored', reason: item.reason };
  if (item.kind === 'gone') {
    const remote = { companyId, sourceKey, remoteId: item.candidateId };
    return { kind: 'event', case_ids: await eraseGoneCandidate({ orm, personHashKey, now }, remote) };
  }
  if (item.kind === 'merged') {
    const ids = { sourceKey, candidateId: item.candidateId, intoId: item.intoId };
    return { kind: 'event', case_ids: await mergeAtSource({ orm, companyId, personHashKey, now }, ids) };
  }
  if (item.kind === 'refused') return { kind: 'refused', errors: [...item.errors] };
  if (item.kind === 'event') {
    const recorded = await recordEvent({ orm, personHashKey, now }, companyId, item.event);
    return recorded.kind === 'refused' ? toRefused(recorded) : { kind: 'event', case_ids: [...recorded.caseIds] };
  }
  const [accepted] = await acceptRejections({ orm, companyId, personHashKey, now }, [item.report]);
  if (accepted === undefined) throw new Error('acceptRejections returned no result for a report');
  if (accepted.kind === 'refused') return toRefused(accepted);
  const { caseId, known, droppedFields } = accepted;
  const dropped = droppedFields.length > 0 ? { dropped_fields: [...droppedFields] } : {};
  return { kind: 'rejection', case_id: caseId, known, ...dropped };
}

const toRefused = ({ code, pointer }: { code: keyof typeof problemCodes; pointer: string }): HookItemResult => ({
  kind: 'refused',
  errors: [{ pointer, code, detail: problemCodes[code].title }],
});

function toDeliveryState(results: readonly HookItemResult[]): 'taken' | 'ignored' | 'refused' {
  if (results.some(({ kind }) => kind === 'refused')) return 'refused';
  return results.every(({ kind }) => kind === 'ignored') ? 'ignored' : 'taken';
}

/**
 * A delivery of which nothing was accepted is a fault of its connection, so that a person who looks there sees it. Values
 * may be personal data: only the pointers and codes of the errors are shown.
 */
function findFault(results: readonly HookItemResult[]): VendorFault | null {
  const refused = results.filter((result) => result.kind === 'refused');
  if (refused.length === 0 || refused.length < results.length) return null;
  const errors = [
    ...new Set(refused.flatMap((result) => result.errors.map(({ pointer, code }) => `${pointer} ${code}`))),
  ];
  return { code: 'refused', detail: `The latest webhook was refused: ${errors.slice(0, maxShownErrors).join(', ')}.` };
}

function listCaseIds(result: HookItemResult): readonly string[] {
  if (result.kind === 'rejection') return [result.case_id];
  return result.kind === 'event' ? result.case_ids : [];
}

/** A replay counts its outcomes, but does not count as received again. */
function countResults(results: readonly HookItemResult[], isFirst: boolean) {
  const known = results.filter((result) => result.kind === 'rejection' && result.known).length;
  const refused = results.filter(({ kind }) => kind === 'refused').length;
  const accepted = results.filter(({ kind }) => kind === 'rejection' || kind === 'event').length - known;
  return { received: isFirst ? results.length : 0, accepted, known, refused };
}
