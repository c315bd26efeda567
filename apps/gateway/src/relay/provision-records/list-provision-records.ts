import { ProvisionRecord, withCompany } from '@goen/case-store';
import type { ProvisionRecordView } from '@goen/contracts/public';
import { toSeqPage } from '@goen/service-kit';
import type { GatewayContext } from '../../http/gateway-app.ts';

/** A page of the company's records with a `seq` above `after`, in the order in which they were written. */
export function listProvisionRecords(
  { orm }: Pick<GatewayContext, 'orm'>,
  companyId: string,
  { after, limit }: { readonly after: number; readonly limit: number },
) {
  return withCompany(orm, companyId, async (em) => {
    const rows = await em.find(
      ProvisionRecord,
      { companyId, seq: { $gt: after } },
      { orderBy: { seq: 'asc' }, limit: limit + 1 },
    );
    return toSeqPage(rows, limit, viewProvisionRecord, ({ seq }) => seq);
  });
}

const viewProvisionRecord = (record: ProvisionRecord): ProvisionRecordView => ({
  id: record.id,
  side: record.side,
  provided_at: record.providedAt.toISOString(),
  person: record.person ?? null,
  counterpart_name: record.counterpartName,
  counterpart_address: record.counterpartAddress,
  counterpart_representative: record.counterpartRepresentative,
  items: record.items,
  consent_at: record.consentAt.toISOString(),
  consent_text_version: record.consentTextVersion,
  consent_text_hash: record.consentTextHash,
  acquired_how: record.acquiredHow,
  introduction_id: record.introductionId,
  keep_until: record.keepUntil,
});
