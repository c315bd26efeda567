export const japanese = {
  title: '手動で確認された登録',
  about:
    'テンプレート登録のうち、会社のメンバーが手動で不採用を確認したものです。ポイントの根拠が会社の申告だけのため、件数が多い会社や偏りがないかを月ごとにご確認ください。',
  previous: '前の月',
  next: '次の月',
  empty: 'この月に手動で確認された登録はありません',
  emptyAdvice: 'ATS などから届いた情報で確認された登録は、ここには表示されません。',
  count: '{{count}}件',
  listOf: '{{name}}の手動確認',
  confirmedAt: '確認日時',
  confirmedBy: '確認した人',
  state: '登録の状態',
  states: {
    unconfirmed: '未確認',
    confirmed: '確認済み',
    refused: '却下',
    withdrawn: '確認を取り消し',
    expired: '期限切れ',
    erased: '削除済み',
  },
  registration: '登録番号',
} as const;
