/** A placement licence as an operator records it, valid for years. */
export const createExampleLicence = () => ({
  number: '13-ユ-300001',
  kind: '有料職業紹介事業',
  expiresOn: `${new Date().getUTCFullYear() + 3}-03-31`,
  operatorName: 'Goen 運営事務局',
  address: '〒100-0001 東京都千代田区千代田1-1',
  complaintsContact: 'kujo@goen.example.jp',
  occupations: '全職種（国内）',
  fees: '求人企業の手数料は、参加の対価として得るご紹介1名につき0円です',
});
