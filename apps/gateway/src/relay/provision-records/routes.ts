import { type Em, ProvisionRecord, withCompany } from '@goen/case-store';
import { type ProvisionRecordView, pageLimit, provisionRecordPage } from '@goen/contracts/public';
import { z } from 'zod';
import { asCsvFile, csvHead, csvLines, streamFile } from '../../http/csv.ts';
import { readQuery, readSeqCursor } from '../../http/cursor.ts';
import { answers, json, security } from '../../http/docs/answers.ts';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { requireScope } from '../../identity/require-key.ts';

const tags = ['records'];
const query = z.object({ cursor: z.string().max(40).optional(), limit: pageLimit });
const exportRows = 200;

/** The company's records of what it provided and received (個人情報保護法 Art. 29, 30). */
export function provisionRecordRoutes(app: GatewayApp, context: GatewayContext): void {
  const page = (companyId: string, limit: number, after: number) =>
    withCompany(context.orm, companyId, async (em) => {
      const rows = await find(em, companyId, limit + 1, after);
      const shown = rows.slice(0, limit);
      return { items: shown.map(viewOf), next: rows.length > limit ? String(shown.at(-1)?.seq) : null };
    });

  async function* all(companyId: string): AsyncGenerator<string> {
    yield csvHead(Object.values(headings));
    for (let after = 0; ; ) {
      const { items, next } = await page(companyId, exportRows, after);
      yield csvLines(items.map(rowOf));
      if (next === null) return;
      after = Number(next);
    }
  }

  app.openAPIRegistry.registerPath({
    method: 'get',
    path: '/v1/provision-records',
    operationId: 'listProvisionRecords',
    tags,
    summary: 'Your records of provisions to and from other companies, kept three years',
    description:
      'Exactly the items that Art. 29 and 30 of 個人情報保護法 ask for, in the order in which they came about.',
    security,
    request: { query },
    responses: answers({ 200: json(provisionRecordPage, 'A page of records.') }, 400, 401, 403, 422),
  });
  app.get('/v1/provision-records', requireScope('records:read'), async (c) => {
    const { cursor, limit } = readQuery(c, query);
    return c.json(await page(c.get('key').companyId, limit, readSeqCursor(cursor)));
  });

  app.openAPIRegistry.registerPath({
    method: 'get',
    path: '/v1/provision-records/export',
    operationId: 'exportProvisionRecords',
    tags,
    summary: 'All of them as CSV (UTF-8 with BOM)',
    security,
    responses: answers(
      { 200: { description: 'The records.', content: { 'text/csv': { schema: z.string() } } } },
      401,
      403,
    ),
  });
  app.get('/v1/provision-records/export', requireScope('records:read'), (c) => {
    const { companyId } = c.get('key');
    asCsvFile(c, 'provision-records');
    return streamFile(c, context, all(companyId));
  });
}

const find = (em: Em, companyId: string, limit: number, after: number) =>
  em.find(ProvisionRecord, { companyId, seq: { $gt: after } }, { orderBy: { seq: 'asc' }, limit });

const viewOf = (row: ProvisionRecord): ProvisionRecordView => ({
  id: row.id,
  side: row.side,
  provided_at: row.providedAt.toISOString(),
  person: row.person ?? null,
  counterpart_name: row.counterpartName,
  counterpart_address: row.counterpartAddress,
  counterpart_representative: row.counterpartRepresentative,
  items: row.items,
  consent_at: row.consentAt.toISOString(),
  consent_text_version: row.consentTextVersion,
  consent_text_hash: row.consentTextHash,
  acquired_how: row.acquiredHow,
  introduction_id: row.introductionId,
  keep_until: row.keepUntil,
});

/** As the 施行規則 names the items. */
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

const rowOf = (view: ProvisionRecordView) =>
  (Object.keys(headings) as (keyof ProvisionRecordView)[]).map((name) => {
    const value = view[name];
    if (name === 'side') return value === 'provider' ? '提供' : '受領';
    return Array.isArray(value) ? value.join(' ') : value;
  });
