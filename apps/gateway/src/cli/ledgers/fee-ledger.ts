import type { LedgerSource } from './ledger.ts';
import { isInPeriod, toTokyoDate } from './ledger-sql.ts';

const basis = '同意者10名のご登録で得たクレジット1による無料のご紹介（届出制手数料の適用なし）';

/**
 * The operator's 手数料管理簿 (職業安定法 Art. 32-15, 施行規則 Art. 24-7): one line per introduction that was completed in the
 * period. Every fee is zero, and is listed all the same: a credit from ten referrals pays for it.
 */
export const feeLedger: LedgerSource = {
  columns: [
    ['payer', '手数料を支払う者の氏名又は名称', 'r.name'],
    ['paid_on', '徴収年月日', toTokyoDate('f.at')],
    ['fee_kind', '手数料の種類', `'紹介手数料'`],
    ['amount_yen', '手数料の額（円）', `'0'`],
    ['basis', '手数料の算出の根拠', `'${basis}'`],
    ['position', '紹介した求人', `i.about ->> 'position'`],
    ['introduction_id', '紹介ID', 'i.id'],
  ],
  from: `from introduction_fact f
    join introduction i on i.id = f.introduction_id
    join company r on r.id = i.company_id
    where f.kind = 'credit.captured' and ${isInPeriod('f.at')}
    order by f.at, i.id`,
  periods: 1,
};
