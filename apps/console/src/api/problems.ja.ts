import type { ProblemCode } from '@goen/client';

/** What happened, and what to do about it. */
export type ProblemText = { readonly title: string; readonly advice: string };

const reload = '画面を読み込み直して、もう一度お試しください。';
const later = 'しばらくしてから、もう一度お試しください。';
const bug = '時間をおいても続く場合は、運営事務局にご連絡ください。';

export const japaneseProblems: Readonly<Record<ProblemCode | 'unreachable' | 'unknown', ProblemText>> = {
  unreachable: {
    title: 'サーバーに接続できません',
    advice: 'ネットワークの接続をご確認ください。つながり次第、自動で再開します。',
  },
  unknown: { title: '処理できませんでした', advice: bug },
  malformed_json: { title: '送信した内容を読み取れませんでした', advice: reload },
  invalid_cursor: { title: '一覧の続きを読み込めませんでした', advice: '一覧を先頭から読み込み直してください。' },
  invalid_idempotency_key: { title: '処理できませんでした', advice: reload },
  unauthorized: {
    title: 'この操作は認められていません',
    advice: '会社がシングルサインオンを必須にしている場合は、サインインし直してください。',
  },
  sign_in_failed: {
    title: 'サインインできませんでした',
    advice: 'リンクは1回だけ、10分以内に限り使えます。もう一度お送りください。',
  },
  bad_signature: { title: 'Webhook の署名が一致しません', advice: '双方のシークレットが同じかご確認ください。' },
  missing_scope: {
    title: 'この操作の権限がありません',
    advice: '会社のオーナーに権限の変更をご依頼ください。',
  },
  four_eyes: {
    title: 'ほかの方の承認が必要です',
    advice: 'このメールの文面を最後に書いた方は、ご自身では承認できません。ほかの方に承認をご依頼ください。',
  },
  sign_in_again: {
    title: 'もう一度サインインしてください',
    advice: '安全のため、この操作はサインインから15分以内に限り行えます。',
  },
  cross_site_request: { title: '処理できませんでした', advice: 'この画面を開き直して、もう一度お試しください。' },
  not_a_sandbox: {
    title: 'テスト用の会社でのみ使えます',
    advice: 'テスト用の会社（サンドボックス）でお試しください。',
  },
  not_found: { title: '見つかりませんでした', advice: '削除されたか、ほかの会社のデータの可能性があります。' },
  method_not_allowed: { title: '処理できませんでした', advice: reload },
  request_in_progress: { title: '前の処理がまだ終わっていません', advice: later },
  entry_conflict: { title: 'すでに別の内容で記録されています', advice: reload },
  nothing_to_advance: {
    title: '進められる予定がありません',
    advice: '保留中のメールなど、日付のない予定は進められません。',
  },
  introduction_not_open: {
    title: 'この紹介は、いまの状態では報告できません',
    advice: '最新の状況を読み込んでご確認ください。',
  },
  re_invitation_not_open: {
    title: 'この案内への返信は不要になりました',
    advice: 'すでに返信済みか、ご本人が希望されていません。',
  },
  position_closed: {
    title: 'この求人は募集を終了しています',
    advice: '募集を再開するか、ほかの求人をお選びください。',
  },
  hold_final: { title: 'このクレジットはすでに処理されています', advice: reload },
  mail_changed: {
    title: 'このメールへの操作を反映できませんでした',
    advice: '送信・取り消し済みか、内容が変わりました。最新の内容をご確認のうえ、必要であればもう一度お試しください。',
  },
  selection_changed: {
    title: '条件に合うメールが変わりました',
    advice: '一覧を確かめてから、もう一度お試しください。まだ何も変更していません。',
  },
  personal_note_missing: {
    title: '個別メッセージが未記入です',
    advice: '個別メッセージを書いてから承認してください。',
  },
  mail_not_approved: {
    title: 'まだ承認されていないか、保留中です',
    advice: '先に承認するか、保留を解除してください。',
  },
  mail_date_fixed: {
    title: 'このメールの送信日は変更できません',
    advice: '送信を止めたい場合は、保留にしてください。',
  },
  result_not_late: {
    title: '遅れて届いた結果ではありません',
    advice: '自動で送信されるか、すでに送信・取り消し済みです。',
  },
  feedback_closed: {
    title: 'このフィードバックの依頼は終了しています',
    advice: 'すでに回答済みか、回答できない状態になりました。',
  },
  note_changed: {
    title: '個別メッセージを、ほかの方が書き換えました',
    advice: 'その内容をご確認のうえ、必要であれば置き換えてください。まだ保存していません。',
  },
  mail_under_way: {
    title: 'いま送信しているところです',
    advice: '送信が始まったメールは、保留・編集・取り消しができません。',
  },
  company_suspended: {
    title: '会社の利用が停止されています',
    advice: '運営事務局にお問い合わせください。',
  },
  candidate_erased: {
    title: 'この候補者のデータは削除または統合されています',
    advice: '一覧に戻って、ご確認ください。',
  },
  address_in_use: {
    title: 'ほかの候補者が同じメールアドレスを使っています',
    advice: '同じ方であれば、「今日」の画面で、どなたのアドレスかを決めてください。',
  },
  correction_answered: { title: 'この訂正の依頼は対応済みです', advice: '最新の状況を読み込んでご確認ください。' },
  name_taken: { title: '同じ名前がすでに使われています', advice: '別の名前をお付けください。' },
  too_many_searches: { title: '保存できる条件は200件までです', advice: '使わなくなった条件を削除してください。' },
  too_many_notes: { title: 'メモは1人につき200件までです', advice: '不要なメモを削除してください。' },
  too_many_endpoints: { title: 'Webhook の送信先は20件までです', advice: '使わなくなった送信先を削除してください。' },
  too_many_connections: { title: '連携は50件までです', advice: '使わなくなった連携を削除してください。' },
  endpoint_disabled: { title: 'この送信先は停止しています', advice: '先に送信先を有効にしてください。' },
  connection_paused: { title: 'この連携は一時停止中です', advice: '連携を再開してから、もう一度お試しください。' },
  import_not_ready: {
    title: 'この取り込みは、いまの状態では実行できません',
    advice: '最新の状況を読み込んでご確認ください。',
  },
  import_file_deleted: {
    title: 'ファイルの保存期限が過ぎています',
    advice: '確認用のファイルは7日間保存されます。もう一度アップロードしてください。',
  },
  overrule_revoked: { title: 'この例外は運営事務局が取り消しました', advice: '運営事務局にお問い合わせください。' },
  registration_decided: { title: 'この登録は対応済みです', advice: '最新の一覧を読み込んでご確認ください。' },
  confirmation_limit: {
    title: '今月、手動で確認できる件数の上限に達しました',
    advice: '不採用の情報を ATS から取り込むか、運営事務局にご相談ください。',
  },
  settings_changed: {
    title: 'ほかの方が設定を変更しました',
    advice: '最新の設定を読み込んでから、もう一度変更してください。',
  },
  already_member: {
    title: 'このメールアドレスの方はすでに登録されています',
    advice: 'メンバーの一覧をご確認ください。',
  },
  last_owner: { title: 'オーナーが1人もいなくなります', advice: '先に、ほかの方をオーナーにしてください。' },
  last_operator: { title: '運営担当者が1人もいなくなります', advice: '先に、ほかの方を追加してください。' },
  already_set_up: { title: '初期設定は完了しています', advice: 'サインインしてお使いください。' },
  insufficient_credits: {
    title: '使えるクレジットがありません',
    advice: 'キャリアリレーに同意した候補者が10名になるごとに、1クレジットが付与されます。',
  },
  body_too_large: { title: '送信した内容が大きすぎます', advice: '分けて送信してください。' },
  batch_too_large: {
    title: '件数またはサイズが上限を超えています',
    advice: 'ファイルを分けて、もう一度お試しください。何も取り込まれていません。',
  },
  unsupported_media_type: {
    title: 'この形式のファイルは読み込めません',
    advice: 'CSV・TSV・Excel（.xlsx）のいずれかをお使いください。',
  },
  invalid_request: {
    title: '入力内容をご確認ください',
    advice: '赤く表示された項目を直して、もう一度お試しください。',
  },
  if_match_missing: { title: '処理できませんでした', advice: reload },
  idempotency_key_reused: { title: '処理できませんでした', advice: reload },
  unknown_connection: { title: 'この連携は見つかりませんでした', advice: '連携の一覧をご確認ください。' },
  connection_takes_no_files: {
    title: 'この連携ではファイルを取り込めません',
    advice: 'ファイル用の連携をお選びください。',
  },
  connection_takes_no_candidates: { title: 'この連携には候補者を送れません', advice: '別の連携をお選びください。' },
  text_not_in_encoding: { title: '選んだ文字コードでは表せない文字があります', advice: 'UTF-8 で出力してください。' },
  tag_never_allowed: {
    title: 'このタグは登録できません',
    advice: '配慮が必要な個人情報にあたるため、例外は認められていません。',
  },
  issuer_unusable: { title: 'この認証プロバイダーは使えません', advice: '発行者（issuer）の URL をご確認ください。' },
  withdrawn_by_candidate: {
    title: '候補者からの辞退は、不採用として登録できません',
    advice: '選考辞退の方には選考結果のメールは送られません。',
  },
  rejected_in_future: { title: '不採用日が先の日付になっています', advice: '日付をご確認ください。' },
  occurred_in_future: { title: '発生日時が先の日付になっています', advice: '日付をご確認ください。' },
  too_many_requests: { title: 'リクエストが多すぎます', advice: '1分ほど待ってから、もう一度お試しください。' },
  too_many_attempts: { title: '試行回数が上限に達しました', advice: later },
  too_many_streams: { title: '開いている画面が多すぎます', advice: '使っていないタブを閉じてください。' },
  too_many_imports: {
    title: '処理中の取り込みが上限に達しています',
    advice: 'ほかの取り込みが終わるまでお待ちください。',
  },
  too_many_test_mails: { title: '本日のテスト送信の上限に達しました', advice: '明日もう一度お試しください。' },
  internal_error: { title: 'サーバーでエラーが発生しました', advice: `${later}${bug}` },
  unavailable: { title: '一時的に利用できません', advice: later },
  sender_domain_unverified: {
    title: '送信元ドメインが確認できていません',
    advice: '「設定」の「送信者」で DNS の状態をご確認ください。',
  },
  picture_unavailable: { title: '画像のプレビューを作成できません', advice: 'HTML かテキストの表示をお使いください。' },
};

/** By the code of a field's error; the API's own words stand for the others. */
export const japaneseFieldErrors: Readonly<Record<string, string | undefined>> = {
  invalid_type: '入力してください。',
  too_small: '短すぎるか、小さすぎます。',
  too_big: '長すぎるか、大きすぎます。',
  invalid_format: '形式が正しくありません。',
  invalid_value: '選択肢から選んでください。',
  invalid: '使えない値です。',
  unknown_field: 'この項目は使えません。',
  unstorable_text: '使えない文字が含まれています。',
  rounded_id: '表計算ソフトで桁が丸められた ID です。文字列として入力してください。',
  placeholder: '「値なし」を表す文字です。',
  too_early: '1900年以降の日付を入力してください。',
  too_late: '先すぎる日付です。',
  missing: '入力してください。',
  missing_condition: 'すべての労働条件を書くか、条件を示したページと日付を入力してください。',
  seats_taken: '採用が決まった方で定員に達しています。再開するには募集人数を増やしてください。',
  unknown_region: '都道府県として認識できません。',
  unknown_orientation: '志向として認識できません。',
  tag_too_long: 'タグが長すぎます。',
  empty_tag: '比較できる文字がありません。',
  malformed_url: 'URL の形式が正しくありません。',
  not_https: '「https://」で始まる URL を入力してください。',
  credentials_in_url: 'ユーザー名やパスワードを含む URL は使えません。',
  private_address: '社内ネットワークなど、公開されていないアドレスは使えません。',
  unresolvable: 'ホスト名が見つかりません。URL を確認してください。',
  other_host: 'このチャットのアドレスではありません。',
  token: 'API トークンを確認してください。',
};
