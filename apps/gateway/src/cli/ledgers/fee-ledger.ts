import { renderCsvHeader, renderCsvRows } from '@goen/service-kit';
import type { AdminContext } from '../admin-context.ts';
import { isInPeriod, type PeriodInput, parsePeriod, toTokyoDate } from './ledger-sql.ts';

const headings = [
  '手数料を支払う者の氏名又は名称',
  '徴収年月日',
  '手数料の種類',
  '手数料の額（円）',
  '手数料の算出の根拠',
  '紹介した求人',
  '紹介ID',
];

/**
 * The operator's 手数料管理簿 (職業安定法 Art. 32-15, 施行規則 Art. 24-7), CSV with BOM: one line per introduction that was
 * completed in the period. Every fee is zero, and is listed all the same: a credit from ten referrals pays for it.
 */
export async function exportFeeLedger({ orm }: AdminContext, input: PeriodInput): Promise<string> {
  const { from, to } = parsePeriod(input);
  const rows = await orm.em.fork().execute<Record<string, string>[]>(
    `select r.name as payer, ${toTokyoDate('f.at')} as paid_on, i.about ->> 'position' as position, i.id
     from introduction_fact f
     join introduction i on i.id = f.introduction_id
     join company r on r.id = i.company_id
     where f.kind = 'credit.captured' and ${isInPeriod('f.at')}
     order by f.at, i.id`,
    [from, to],
  );
  const basis = '同意者10名のご登録で得たクレジット1による無料のご紹介（届出制手数料の適用なし）';
  const lines = rows.map(({ payer, paid_on: paidOn, position, id }) =>
    [payer, paidOn, '紹介手数料', '0', basis, position, id].map((cell) => cell ?? null),
  );
  return `${renderCsvHeader(headings)}${renderCsvRows(lines)}`;
}
