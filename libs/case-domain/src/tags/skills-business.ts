import { parseTagTable } from './tag-table.ts';

/** Skills in offices, shops, on sites and in care, including qualifications (資格) that stand for a skill. */
export const businessSkills = parseTagTable(`
corporate_sales; 法人営業; Corporate sales; btob営業, b2b営業, 企業向け営業, b2b sales
new_business_sales; 新規開拓; New business sales; 新規営業, 飛び込み営業, 新規開拓営業, cold calling, テレアポ
account_management; 既存顧客営業; Account management; ルート営業, ルートセールス, アカウントマネジメント, key account management
consultative_selling; ソリューション営業; Solution selling; 提案営業, コンサルティング営業, consultative selling
inside_sales; インサイドセールス; Inside sales
negotiation; 交渉; Negotiation; 交渉力, 折衝, 折衝力
presentation; プレゼンテーション; Presentation; プレゼン, プレゼン資料作成
customer_success; カスタマーサクセス; Customer success; オンボーディング, onboarding
customer_support; 顧客対応; Customer support; カスタマーサポート, 電話応対, クレーム対応
crm; CRM; CRM; 顧客管理, sfa, hubspot
marketing; マーケティング; Marketing; マーケティング戦略
digital_marketing; デジタルマーケティング; Digital marketing; webマーケティング, ウェブマーケティング
seo; SEO; SEO; 検索エンジン最適化, sem
web_advertising; Web広告; Web advertising; 広告運用, リスティング広告, google広告, google ads, facebook広告, 運用型広告
sns_marketing; SNS運用; Social media marketing; sns, sns運営, ソーシャルメディア, social media
google_analytics; Google Analytics; Google Analytics; ga4, アクセス解析, グーグルアナリティクス
content_marketing; コンテンツマーケティング; Content marketing; オウンドメディア, content strategy
marketing_automation; マーケティングオートメーション; Marketing automation; ma運用, marketo, pardot
market_research; 市場調査; Market research; マーケティングリサーチ, リサーチ
branding; ブランディング; Branding; ブランド戦略
copywriting; コピーライティング; Copywriting; ライティング, writing
editing; 編集; Editing; 校正, 校閲, proofreading
public_relations; 広報; Public relations; pr, プレスリリース, press release
event_planning; イベント企画; Event planning; イベント運営, event management
ecommerce; EC運営; E-commerce; eコマース, ネットショップ, shopify, ecサイト運営
merchandising; マーチャンダイジング; Merchandising; md, 商品企画, 商品開発, product planning
buying; バイイング; Buying; 仕入れ, 買付
accounting; 経理; Accounting; 会計, 経理業務, 財務会計
bookkeeping; 簿記; Bookkeeping; 日商簿記, 日商簿記2級, 簿記2級, 簿記1級, 日商簿記1級, 仕訳
financial_closing; 決算; Financial closing; 月次決算, 年次決算, 決算業務, month-end close
tax; 税務; Tax; 税務申告, 法人税, 税理士, tax accountant
ifrs; IFRS; IFRS; 国際会計基準, us gaap, 連結決算
cpa; 公認会計士; Certified public accountant; cpa, uscpa, 米国公認会計士
management_accounting; 管理会計; Management accounting; 原価計算, 原価管理, cost accounting
financial_analysis; 財務分析; Financial analysis; 財務モデリング, financial modelling, financial modeling
fundraising; 資金調達; Fundraising; 資金繰り, treasury
ipo; IPO準備; IPO preparation; ipo, 上場準備
mergers; M&A; Mergers and acquisitions; ma, 企業買収, due diligence, デューデリジェンス
internal_control; 内部統制; Internal control; j-sox, jsox, sox
internal_audit; 内部監査; Internal audit; 監査, cia
investor_relations; IR; Investor relations; ir業務
budgeting; 予算管理; Budgeting; 予実管理, budget control, 予算策定
legal; 法務; Legal; 企業法務, corporate legal
contract_review; 契約書レビュー; Contract review; 契約法務, 契約書作成, contract drafting
intellectual_property; 知的財産; Intellectual property; 知財, 特許, patent, 弁理士
compliance; コンプライアンス; Compliance; 法令遵守
attorney; 弁護士; Attorney; lawyer, 司法書士, 行政書士
privacy; 個人情報保護; Privacy; プライバシー, gdpr, プライバシーマーク
human_resources; 人事; Human resources; hr, 人事企画
recruiting; 採用; Recruiting; 採用業務, 中途採用, recruitment, 面接官
labour_management; 労務管理; Labour management; 労務, 勤怠管理, 社会保険手続き
payroll; 給与計算; Payroll; 給与業務
labour_consultant; 社会保険労務士; Labour and social security attorney; 社労士
training; 研修; Training; 人材育成, 社員教育, 教育研修, 新人教育
hr_system; 人事制度; HR systems; 人事制度設計, 評価制度
organisation_development; 組織開発; Organisation development; organization development, 組織づくり
career_consulting; キャリアコンサルティング; Career consulting; キャリアコンサルタント, キャリアカウンセリング, career counselling
general_affairs; 総務; General affairs; 総務業務, ファシリティ管理
secretarial; 秘書業務; Secretarial work; 秘書, スケジュール管理, 秘書検定
data_entry; データ入力; Data entry; pc入力, タイピング
excel; Excel; Excel; エクセル, microsoft excel, 関数, ピボットテーブル
word; Word; Word; ワード, microsoft word
powerpoint; PowerPoint; PowerPoint; パワーポイント, パワポ
ms_office; Microsoft Office; Microsoft Office; office, mos, オフィスソフト, microsoft 365
google_workspace; Google Workspace; Google Workspace; g suite, スプレッドシート, google sheets
business_improvement; 業務改善; Business improvement; 業務効率化, bpr, process improvement
business_planning; 事業計画; Business planning; 事業企画, 経営企画, 事業計画策定
strategy; 戦略立案; Strategy; 経営戦略, 戦略策定, strategic planning
business_development; 事業開発; Business development; 新規事業, 新規事業開発, bizdev, アライアンス
consulting; コンサルティング; Consulting; コンサル, 経営コンサルティング
management_consultant; 中小企業診断士; SME management consultant; 経営診断
mba; MBA; MBA; 経営学修士
dx; DX推進; Digital transformation; dx, デジタルトランスフォーメーション, デジタル化
team_management; チームマネジメント; Team management; マネジメント, 組織マネジメント, people management, ピープルマネジメント, 部下育成
leadership; リーダーシップ; Leadership; リーダー経験, チームリーダー
coaching; コーチング; Coaching; コーチ, メンタリング, mentoring
facilitation; ファシリテーション; Facilitation; 会議運営
english; 英語; English; ビジネス英語, business english, toeic, 英会話, 英語力
english_native; 英語ネイティブ; Native English; 英語母語, native english speaker
japanese_business; ビジネス日本語; Business Japanese; 日本語, japanese, jlpt n1, 日本語能力試験n1, n1
chinese; 中国語; Chinese; 北京語, mandarin, hsk
korean; 韓国語; Korean; ハングル, topik
spanish; スペイン語; Spanish
french; フランス語; French
german; ドイツ語; German
portuguese; ポルトガル語; Portuguese
vietnamese; ベトナム語; Vietnamese
thai; タイ語; Thai
indonesian; インドネシア語; Indonesian
russian; ロシア語; Russian
interpreting; 通訳; Interpreting; interpretation
translation; 翻訳; Translation; 和訳, 英訳
trade_practice; 貿易実務; Trade practice; 貿易, 輸出入, 通関, 通関士, import export
procurement; 購買; Procurement; 調達, 資材調達, purchasing
inventory; 在庫管理; Inventory management; 在庫, 棚卸, stock control
logistics; 物流管理; Logistics; 物流, ロジスティクス, 配送管理
supply_chain; サプライチェーン; Supply chain management; scm, サプライチェーンマネジメント
production_control; 生産管理; Production control; 生産計画, 工程管理, production planning
quality_control; 品質管理; Quality control; qc, qc検定, 統計的品質管理
quality_assurance; 品質保証; Quality assurance; qa
iso_9001; ISO 9001; ISO 9001; iso9001, 品質マネジメント
iso_27001; ISO 27001; ISO 27001; isms, iso27001
lean; リーン生産; Lean production; トヨタ生産方式, tps, カイゼン, kaizen, six sigma, シックスシグマ
production_technology; 生産技術; Production engineering; 工程設計, 設備設計
machining; 機械加工; Machining; 旋盤, フライス, マシニング, nc加工, cnc
welding; 溶接; Welding; 溶接技能者
assembly; 組立; Assembly; 組み立て
equipment_maintenance; 設備保全; Equipment maintenance; 保全, 機械保全
electrical_work; 電気工事; Electrical work; 電気工事士, 第二種電気工事士, 第一種電気工事士
chief_electrical_engineer; 電験三種; Chief electrical engineer; 電気主任技術者, 電験
hazardous_materials; 危険物取扱者; Hazardous materials; 乙種第4類, 危険物乙4
forklift; フォークリフト; Forklift; フォークリフト免許
drivers_licence; 普通自動車免許; Driving licence; 普通免許, 運転免許, 自動車免許, driver's license, driving license
large_vehicle_licence; 大型免許; Large vehicle licence; 大型自動車免許, 中型免許
construction_management; 施工管理; Construction management; 施工管理技士, 建築施工管理技士, 土木施工管理技士
first_class_architect; 一級建築士; First-class architect; 1級建築士, 建築士
second_class_architect; 二級建築士; Second-class architect; 2級建築士
surveying; 測量; Surveying; 測量士
estimation; 積算; Cost estimation; 見積, 建築積算
takken; 宅地建物取引士; Real estate transaction licence; 宅建, 宅建士
property_management; 不動産管理; Property management; ビル管理, プロパティマネジメント
financial_planner; ファイナンシャルプランナー; Financial planner; fp, fp2級, fp技能士
securities_sales; 証券外務員; Securities sales licence; 外務員, 証券外務員一種
insurance; 保険; Insurance; 生命保険, 損害保険
lending; 融資; Lending; 与信管理, credit analysis, 審査
retail; 店舗運営; Retail operations; 店舗管理, 店舗運営管理, store operations
customer_service; 接客; Customer service; 接遇, 接客業務, 接客販売
visual_merchandising; VMD; Visual merchandising; ディスプレイ
food_preparation; 調理; Cooking; 調理師免許, 調理師
food_hygiene; 食品衛生; Food hygiene; 食品衛生責任者, haccp
nutrition; 管理栄養士; Dietitian; 栄養士, nutritionist
bartending; バーテンダー; Bartending; ソムリエ, sommelier
beauty; 美容; Beauty; 美容師免許, ネイリスト, ネイル
nursing; 看護; Nursing; 看護師, 看護師免許, 正看護師, 准看護師
midwifery; 助産師; Midwifery; midwife
pharmacy; 薬剤師; Pharmacy; 調剤, 薬剤師免許
physical_therapy; 理学療法; Physical therapy; 理学療法士, pt, 作業療法士, occupational therapy
medical_claims; 医療事務; Medical claims; レセプト
clinical_trials; 治験; Clinical trials; 臨床開発, cra, gcp基準
pharma_regulation; 薬事; Regulatory affairs; 薬機法, gmp
medical_devices; 医療機器; Medical devices
caregiving; 介護; Caregiving; 介護福祉士, 介護職員初任者研修, 実務者研修, ケアマネージャー
social_work; 社会福祉; Social work; 社会福祉士, 精神保健福祉士, 障害福祉, 障害者支援, 生活相談員
childcare; 保育; Childcare; 保育士, 保育士資格, 幼稚園教諭, 障害児保育
teaching; 教育; Teaching; 教員免許, 授業, 指導, instruction
japanese_teaching; 日本語教育; Japanese language teaching; 日本語教師
counselling; カウンセリング; Counselling; 臨床心理士, 公認心理師, counseling
biology; バイオ; Biotechnology; バイオテクノロジー, 分子生物学, 細胞培養
chemistry; 化学; Chemistry; 有機合成, 化学分析, organic synthesis
materials; 材料; Materials science; 高分子, 金属材料, 材料工学
analysis_instruments; 機器分析; Instrumental analysis; hplc, クロマトグラフィー
environmental; 環境; Environmental management; iso14001, 環境マネジメント, esg, サステナビリティ, sustainability
agriculture; 農業; Agriculture; 農学
travel_business; 旅行業務; Travel business; 旅行業務取扱管理者
hotel_operations; ホテル運営; Hotel operations; 宿泊業務
security_guarding; 警備; Security guarding; 警備業務, 施設警備
cleaning; 清掃; Cleaning; ビルクリーニング
photography; 写真撮影; Photography; カメラ, 撮影
music; 音楽; Music; 音響, sound engineering
sports_instruction; スポーツ指導; Sports instruction; トレーナー, インストラクター
`);
