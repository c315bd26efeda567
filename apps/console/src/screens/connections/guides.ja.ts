export const standardMessage = `{"type": "application.rejected", "timestamp": "2026-11-24T02:00:00Z",
 "data": {
  "application": {"remote_id": "A-1", "rejected_at": "2026-11-24T11:00:00+09:00"},
  "candidate": {"remote_id": "C-1", "family_name": "髙橋", "emails": [{"value": "yuki@example.jp"}]}}}`;

export const zohoTokenRequest = `curl -X POST https://accounts.zoho.jp/oauth/v2/token \\
  -d grant_type=authorization_code \\
  -d client_id=… -d client_secret=… -d code=…`;

/** A step, with what is copied into the other system. */
export type GuideStep = string | { readonly text: string; readonly code: string };

/** What the documentation of each system says, in short. The order is the order in which it is done. */
export const japaneseGuides: Readonly<Record<string, readonly GuideStep[]>> = {
  herp: [
    'HERP の API は有料プランで使えます。初回のみ、HERP のヘルプ「HERP Hire API」から利用を申請してください（1〜2営業日）。',
    'HERP に管理者でサインインし、右上のメニュー →「APIキー」でキーを発行します。',
    'HERP から選考結果のメールを自動で送っている場合は、停止してください。候補者に2通届くのを防ぐためです。',
    '発行したキーを下の「API キー」に貼り付けて接続します。数分おきに不採用の情報を読み取ります。',
  ],
  hrmos: [
    'HRMOS には採用データの API がないため、応募者一覧から書き出したファイルを取り込みます。下のボタンで連携を追加してください。',
    'HRMOS の「応募者一覧」の書き出しに「メールアドレス」と「不採用日」の列を加えます。',
    'HRMOS の選考ステップごとの不合格メールは、すべて停止してください。候補者に2通届くのを防ぐためです。',
    '書き出したファイルを、そのまま「ファイル取り込み」に入れます（Excel で保存し直さないでください）。',
  ],
  jobcan: [
    'ジョブカンには公開 API がないため、応募者一覧から書き出した CSV を取り込みます。下のボタンで連携を追加してください。',
    '書き出す列に、応募を識別する ID、選考状況、メールアドレス、不採用日を含めます。',
    'ジョブカンから選考結果のメールを自動で送っている場合は、停止してください。',
    '最初のファイルを「ファイル取り込み」に入れると、どの列が何にあたるかを確認する画面が開きます。',
  ],
  file: [
    'お使いの採用管理システムから、応募者の一覧を CSV・TSV・Excel で書き出します。',
    '書き出す列に、応募を識別する ID、選考状況、メールアドレス、不採用日を含めます。',
    '下のボタンで連携を追加し、ファイルを「ファイル取り込み」に入れてください。',
  ],
  greenhouse: [
    '下の「署名キー」を生成し、控えてから接続します。接続すると Webhook の URL が表示されます。',
    'Greenhouse の Configure → Dev Center → Web Hooks を開きます。',
    '「Candidate or Prospect Rejected」「Candidate or Prospect Unrejected」「Candidate Hired」「Candidate Unhired」「Candidate Deleted」「Candidate Merged」「Candidate Anonymized」を1つずつ追加し、Endpoint URL に Webhook の URL、Secret Key に署名キーを入れます。',
    '選考中の応募の待ち日数も見る場合は、「New Candidate Application」と「Candidate Stage Change」も追加します。',
    '保存すると Greenhouse から確認の通知が届き、受信の記録に「対象外」として表示されます。',
  ],
  zoho_recruit: [
    '下の「シークレット」を生成し、控えてから接続します。接続すると Webhook の URL が表示されます。',
    'Zoho Recruit の「設定」→「自動化」→「Webhook」で、メソッド POST、対象モジュール「Applications」の Webhook を作り、通知先に Webhook の URL を入れます。',
    'パラメータに application_id、candidate_id、last_name、first_name、email、job_title、application_status、stage、rejected_on、skill_set を、この名前のまま加えます。',
    'カスタムパラメータに、secret（シークレット）と event（値は rejected）を加えます。',
    '「ワークフロールール」で、応募ステータスが不採用になったときと内定になったときに、この Webhook を呼び出すよう設定します。',
    '不採用の取り消しも伝える場合は、event の値が unrejected の Webhook をもう1つ作り、不採用のステータスから外れたときに呼び出します。',
    '選考中の応募の待ち日数も見る場合は、event の値が moved の Webhook を作り、応募ステータスが変わるたびに呼び出します。',
  ],
  standard_webhooks: [
    '下の「署名シークレット」を生成し、控えてから接続します。接続すると Webhook の URL が表示されます。',
    {
      text: '自社システムから、Standard Webhooks の形式で署名したメッセージを Webhook の URL に送ります。data は API「POST /v1/rejections」の本文から source を除いたものです。',
      code: standardMessage,
    },
    '同じメッセージを再送するときは、webhook-id を変えないでください。2回目以降は何も起こりません。',
  ],
  hubspot: [
    'HubSpot の「設定」→「連携」→「非公開アプリ」でアプリを作ります。',
    'スコープに crm.objects.contacts.read と crm.objects.contacts.write を選びます。配信停止も同期する場合は communication_preferences.statuses.batch.read と communication_preferences.statuses.batch.write も選びます。',
    '「プライバシーと同意」でデータプライバシーを有効にします。無効のままでは、完全な削除が拒否されます。',
    'アクセストークンを下に貼り付けて接続します。',
  ],
  zoho_recruit_crm: [
    'Zoho の API コンソール（api-console.zoho.jp など）で「Self Client」を追加し、クライアント ID とクライアントシークレットを控えます。',
    '「Generate Code」で、スコープに ZohoRecruit.modules.all、有効期間に最長のものを選び、コードを発行します。コードは数分で無効になります。',
    {
      text: 'コードをリフレッシュトークンと交換します（アドレスの末尾はデータセンターに合わせます）。応答の refresh_token を控えます。',
      code: zohoTokenRequest,
    },
    '3つの値を下に貼り付け、サインインに使っているデータセンターを選んで接続します。',
  ],
  talentcloud: [
    'TalentCloud には公開 API がないため、CSV を書き出して取り込みます。CSV だけを使う場合は、URL と署名シークレットは空のまま接続してください。',
    '自社の仲介システムに変更を通知する場合は、URL と署名シークレットを入れます。',
    '本人の希望で削除された方は、TalentCloud でも手作業で削除してください。',
  ],
};

type FieldText = { readonly label: string; readonly description?: string };

export const japaneseFields: Readonly<Record<string, FieldText>> = {
  api_key: { label: 'API キー' },
  signing_key: { label: '署名キー', description: 'Greenhouse の Secret Key と同じ値です。接続後は表示されません。' },
  previous_signing_key: { label: '以前の署名キー', description: 'キーを変更している間だけ入力します。' },
  secret: {
    label: 'シークレット',
    description: 'Zoho のカスタムパラメータ secret と同じ値です。接続後は表示されません。',
  },
  signing_secret: { label: '署名シークレット', description: '「whsec_」で始まる値です。接続後は表示されません。' },
  previous_signing_secret: {
    label: '以前の署名シークレット',
    description: 'シークレットを変更している間だけ入力します。',
  },
  access_token: { label: 'アクセストークン' },
  client_id: { label: 'クライアント ID' },
  client_secret: { label: 'クライアントシークレット' },
  refresh_token: { label: 'リフレッシュトークン' },
  since: {
    label: '読み取りを始める日',
    description: 'この日より前の不採用は読み取りません。空欄の場合は30日前からです。',
  },
  poll_minutes: { label: '読み取りの間隔（分）' },
  look_back_days: { label: '毎日最初の読み取りでさかのぼる日数' },
  write_back: { label: '経過をタイムラインにコメントする' },
  application_url: {
    label: '応募のページのアドレス',
    description:
      'ID の代わりに {application_id} または {candidate_id} と書きます。画面から元の応募を開けるようになります。',
  },
  rejection_statuses: {
    label: '不採用を表すステータス',
    description: '入力して Enter で追加します。空欄の場合は標準の名称を使います。',
  },
  offer_statuses: { label: '内定・採用を表すステータス', description: '空欄の場合は標準の名称を使います。' },
  ended_statuses: { label: '選考終了を表すステータス', description: '空欄の場合は標準の名称を使います。' },
  undated_rejections: { label: '不採用日のない行' },
  data_centre: { label: 'データセンター', description: 'Zoho にサインインするときのアドレスの末尾です。' },
  tags: { label: 'タグを書き込む' },
  subscription_id: { label: '配信停止を同期する購読タイプの ID' },
  url: { label: '通知先の URL' },
  columns: {
    label: '列の対応',
    description: '項目ごとに、ファイルの見出し行にある列の名前を入力します。空欄の項目は読み取りません。',
  },
  fields: {
    label: '項目の対応',
    description: '項目ごとに、相手のシステムに作成した項目の API 名（内部名）を入力します。',
  },
  statuses: {
    label: 'ステータスの対応',
    description: '状態ごとに、Zoho Recruit の候補者ステータスの名前を入力します。空欄の状態は書き込みません。',
  },
  export: { label: 'CSV の形式' },
  encoding: { label: '文字コード' },
};

export const japaneseOptions: Readonly<Record<string, string>> = {
  no_rejection_mail: '選考結果のメールを送らない',
  rejection_mail: '新しい不採用として送る',
  'utf-8': 'UTF-8（BOM 付き）',
  cp932: 'Shift_JIS（CP932）',
};

/** What can be mapped: fields of a file, of a candidate, and states of a candidate. */
export const japaneseKeys: Readonly<Record<string, string>> = {
  application_id: '応募 ID',
  candidate_id: '候補者 ID',
  full_name: '氏名',
  family_name: '姓',
  given_name: '名',
  family_name_kana: '姓（カナ）',
  given_name_kana: '名（カナ）',
  emails: 'メールアドレス',
  email: 'メールアドレス',
  phones: '電話番号',
  phone: '電話番号',
  status: 'ステータス',
  rejected_at: '不採用日',
  applied_at: '応募日',
  job_id: '求人 ID',
  job_name: '求人名',
  job_category: '職種',
  stage: '選考段階',
  application_source: '応募経路',
  prefecture: '都道府県',
  skills: 'スキル',
  tags: 'すべてのタグ',
  regions: '希望地域',
  orientations: '志向',
  job_categories: '希望職種',
  last_job: '最後に応募した職種',
  last_stage: '最後の選考段階',
  last_rejected_on: '最後の不採用日',
  relay_consent: 'キャリアリレーへの同意',
  unsubscribed: '配信停止',
  open: 'フォロー中',
  reapplied: '再応募',
  hired: '内定・入社',
  closed: '終了',
  withdrawn: '辞退・配信停止',
};
