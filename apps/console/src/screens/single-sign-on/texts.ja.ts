export const japanese = {
  title: 'シングルサインオン（OpenID Connect）',
  about:
    '貴社の認証プロバイダー（Microsoft Entra ID、Google Workspace、Okta など）でサインインできるようにします。設定しなくても、メールのリンクとパスキーは使えます。',
  states: { on: '設定済み', off: '未設定', required: '設定済み（オーナー以外は必須）' },
  provider: '手順1：認証プロバイダーにアプリを登録する',
  providerAbout:
    '認証プロバイダーの管理画面で「Web アプリケーション」を登録し、リダイレクト URI に次のアドレスを入力してください。許可するスコープは openid と email です。',
  callback: 'リダイレクト URI',
  values: '手順2：認証プロバイダーの値を入力する',
  valuesAbout: '保存するときに、認証プロバイダーに接続して設定を確認します。',
  issuer: '発行者（issuer）の URL',
  issuerAbout: '例：https://login.microsoftonline.com/（テナント ID）/v2.0、https://accounts.google.com',
  clientId: 'クライアント ID',
  clientSecret: 'クライアントシークレット',
  secretAbout: '暗号化して保管し、再び表示することはありません。変更を保存するときは、もう一度入力してください。',
  isRequired: 'オーナー以外は、シングルサインオンだけを使う',
  isRequiredAbout:
    'オーナーは、認証プロバイダーの障害や設定の誤りに備えて、メールのリンクでもサインインできます。先に「試す」で確認してください。',
  required: '入力してください',
  save: '保存',
  saved: 'シングルサインオンを保存しました',
  people: '手順3：試して、メンバーに知らせる',
  peopleAbout:
    'サインイン画面で、メンバーは次の会社 ID を入力します。認証プロバイダーのメールアドレスが、メンバーのアドレスと同じである必要があります。メンバーの追加はされないため、先に「メンバー」で招待してください。',
  company: '会社 ID',
  signInUrl: 'サインイン画面',
  test: 'この設定で試す',
  testTitle: '認証プロバイダーに移動しますか？',
  testAdvice:
    '認証プロバイダーでサインインすると、この画面に戻ります。成功すると、このブラウザは新しいサインインに切り替わります。失敗したときは理由が表示され、いまのサインインは続きます。',
  tested: 'シングルサインオンでサインインしています。設定は正しく動いています。',
  remove: 'シングルサインオンをやめる',
  removeTitle: 'シングルサインオンをやめますか？',
  removeAdvice:
    'シングルサインオンで始まったサインインは、あなたのものも含めてすぐに終了します。メンバーは、メールのリンクかパスキーでサインインできます。',
  removed: 'シングルサインオンをやめました',
  issuerChange: '発行者を変えると、これまでのシングルサインオンによるサインインは終了します。',
} as const;
