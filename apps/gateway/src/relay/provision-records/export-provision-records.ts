import type { ProvisionRecordView } from '@goen/contracts/public';
import { renderCsvHeader, renderCsvRows } from '@goen/service-kit';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { listProvisionRecords } from './list-provision-records.ts';

const rowsPerRead = 200;

/** The CSV of all records of the company, read page by page. */
export async function* exportProvisionRecords(
  context: Pick<GatewayContext, 'orm'>,
  companyId: string,
): AsyncGenerator<string> {
  yield renderCsvHeader(Object.values(headings));
  for (let after = 0; ; ) {
    const { items, next } = await listProvisionRecords(context, companyId, { after, limit: rowsPerRead });
    yield renderCsvRows(items.map(toCells));
    if (next === null) return;
    after = Number(next);
  }
}

/** The terms of the 施行規則. */
const headings: Record<keyof ProvisionRecordView, string> = {
  id: '記録ID',
  side: '区分',
  provided_at: '提供・受領年月日',
  person: '本人の氏名',
  counterpart_name: '相手方の名称',
  counterpart_address: '相手方の住所',
  counterpart_representative: '相手方の代表者の氏名',
  items: '個人データの項目',
  consent_at: '本人の同意の日時',
  consent_text_version: '同意文の版',
  consent_text_hash: '同意文のハッシュ',
  acquired_how: '提供者の取得の経緯',
  introduction_id: '紹介ID',
  keep_until: '保存期限',
};

const toCells = (record: ProvisionRecordView) =>
  (Object.keys(headings) as (keyof ProvisionRecordView)[]).map((name) => {
    const value = record[name];
    if (name === 'side') return value === 'provider' ? '提供' : '受領';
    return Array.isArray(value) ? value.join(' ') : value;
  });
