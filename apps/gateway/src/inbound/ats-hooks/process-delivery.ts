import { type AtsVendor, atsVendors, type ReportedItem } from '@goen/ats';
import { type Connection, HookDelivery, openConnection, recordRun, withCompany } from '@goen/case-store';
import { acceptRejections, recordEvent } from '@goen/cases';
import { problemCodes, type ToldResult } from '@goen/contracts/public';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { requestOf } from './journal.ts';

/** The vendor of a connection, if it is one that calls us. */
export function hookVendor({ kind }: Pick<Connection, 'kind'>): (AtsVendor & Required<Pick<AtsVendor, 'hook'>>) | null {
  const vendor = atsVendors.get(kind);
  return vendor?.hook ? { ...vendor, hook: vendor.hook } : null;
}

/**
 * Does what a delivery tells, and keeps what came of it. It may be done again at any time: what was done stays done.
 * Reads it by the time at which it came first. Answers the row; null when its bytes were erased.
 */
export async function settleDelivery(
  context: GatewayContext,
  connection: Connection,
  delivery: HookDelivery,
): Promise<HookDelivery | null> {
  const { orm, connections } = context;
  const { companyId } = connection;
  const request = requestOf(delivery, connections.secretKey);
  const vendor = hookVendor(connection);
  if (request === null || vendor === null) return null;
  const opened = openConnection(connection, vendor, connections.secretKey);
  const told: ToldResult[] = [];
  for (const one of vendor.hook.read(opened, request, delivery.receivedAt)) {
    told.push(await doTold(context, companyId, one));
  }
  const now = context.now();
  return withCompany(orm, companyId, async (em) => {
    const row = await em.findOneOrFail(HookDelivery, { id: delivery.id });
    const first = row.state === 'received' || row.state === 'held';
    row.state = stateOf(told);
    row.told = told;
    row.caseIds = [...new Set(told.flatMap(casesOf))];
    row.settledAt = now;
    await em.flush();
    await recordRun(em, connection.id, { counts: countsOf(told, first), fault: null, at: now });
    return row;
  });
}

async function doTold(context: GatewayContext, companyId: string, told: ReportedItem): Promise<ToldResult> {
  const { orm, personHashKey } = context;
  const now = context.now();
  if (told.kind === 'ignored') return told;
  if (told.kind === 'refused') return { kind: 'refused', errors: [...told.errors] };
  if (told.kind === 'event') {
    const recorded = await recordEvent({ orm, now }, companyId, told.event);
    return recorded.kind === 'refused' ? refusedBy(recorded) : { kind: 'event', case_ids: [...recorded.caseIds] };
  }
  const [accepted] = await acceptRejections({ orm, companyId, personHashKey, now }, [told.report]);
  if (accepted === undefined) throw new Error('a report has a result');
  if (accepted.kind === 'refused') return refusedBy(accepted);
  return { kind: 'rejection', case_id: accepted.caseId, known: accepted.known };
}

const refusedBy = ({ code, pointer }: { code: keyof typeof problemCodes; pointer: string }): ToldResult => ({
  kind: 'refused',
  errors: [{ pointer, code, detail: problemCodes[code].title }],
});

function stateOf(told: readonly ToldResult[]): 'taken' | 'ignored' | 'refused' {
  if (told.some(({ kind }) => kind === 'refused')) return 'refused';
  return told.every(({ kind }) => kind === 'ignored') ? 'ignored' : 'taken';
}

const casesOf = (told: ToldResult): readonly string[] => {
  if (told.kind === 'rejection') return [told.case_id];
  return told.kind === 'event' ? told.case_ids : [];
};

/** A replay counts what it came to, and is not received anew. */
function countsOf(told: readonly ToldResult[], first: boolean) {
  const known = told.filter((one) => one.kind === 'rejection' && one.known).length;
  const refused = told.filter(({ kind }) => kind === 'refused').length;
  const accepted = told.filter(({ kind }) => kind === 'rejection' || kind === 'event').length - known;
  return { received: first ? told.length : 0, accepted, known, refused };
}
