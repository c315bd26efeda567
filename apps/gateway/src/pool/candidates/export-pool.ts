import { toTokyoDate } from '@goen/case-domain';
import type { ConsentState, PoolCandidate, PoolExportQuery, StageKind } from '@goen/contracts/public';
import { renderCsvHeader, renderCsvRows } from '@goen/service-kit';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { listCandidates } from './list-candidates.ts';

const candidatesPerRead = 500;

const headings = [
  'ID',
  '姓',
  '名',
  '氏名',
  'メールアドレス',
  '都道府県',
  'スキル・職種',
  '最終選考段階',
  '最終不採用日',
  'キャリアリレーの同意',
  'メール送信可',
  '保存期限',
];

/** As the console says them: the file is for people. */
const stages: Readonly<Record<StageKind, string>> = {
  documents: '書類選考',
  interview: '面接',
  final: '最終面接',
  other: 'その他',
};
const consents: Readonly<Record<ConsentState, string>> = {
  unknown: '回答なし',
  granted: '同意',
  declined: '同意しない',
  withdrawn: '取り消し',
  lapsed: '期限切れ',
};

/** The first page is read before the file begins, so that a filter that is not valid is a problem and no file. */
export async function exportPool(context: GatewayContext, companyId: string, query: PoolExportQuery) {
  const read = (cursor?: string) => listCandidates(context, companyId, { ...query, cursor, limit: candidatesPerRead });
  const first = await read();
  return (async function* () {
    yield renderCsvHeader(headings);
    let page = first;
    for (;;) {
      yield renderCsvRows(page.items.map(toCells));
      if (page.next === null) return;
      page = await read(page.next);
    }
  })();
}

const toCells = (candidate: PoolCandidate) => [
  candidate.id,
  candidate.family_name,
  candidate.given_name,
  candidate.full_name,
  candidate.email,
  candidate.prefecture,
  candidate.tags.map(({ value }) => value).join(', '),
  stages[candidate.stage],
  toTokyoDate(Date.parse(candidate.last_rejected_at)),
  consents[candidate.relay_consent],
  candidate.may_be_mailed ? '可' : '不可',
  candidate.keep_until,
];
