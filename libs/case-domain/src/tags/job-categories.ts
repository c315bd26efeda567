import { parseTagTable } from './tag-table.ts';

/** The categories common to Japanese job boards, with English names. */
export const jobCategories = parseTagTable(`
software_engineer; ソフトウェアエンジニア; Software engineer; エンジニア, engineer, engineering, 開発, 開発エンジニア, プログラマー, programmer, developer, software developer, システム開発, se, システムエンジニア, itエンジニア, webエンジニア, web engineer, アプリケーションエンジニア
frontend_engineer; フロントエンドエンジニア; Frontend engineer; フロントエンド, front-end engineer, frontend, frontend developer
backend_engineer; バックエンドエンジニア; Backend engineer; サーバーサイドエンジニア, バックエンド, サーバーサイド, back-end engineer, backend, server-side engineer
mobile_engineer; モバイルエンジニア; Mobile engineer; アプリエンジニア, iosエンジニア, androidエンジニア, mobile developer
infrastructure_engineer; インフラエンジニア; Infrastructure engineer; インフラ, サーバーエンジニア, クラウドエンジニア, cloud engineer, infra
sre; SRE; Site reliability engineer; サイトリライアビリティエンジニア, devopsエンジニア, devops engineer
network_engineer; ネットワークエンジニア; Network engineer
security_engineer; セキュリティエンジニア; Security engineer; 情報セキュリティ, information security
data_engineer; データエンジニア; Data engineer
data_scientist; データサイエンティスト; Data scientist; データサイエンス, data science
data_analyst; データアナリスト; Data analyst; データ分析, アナリスト, analyst
ml_engineer; 機械学習エンジニア; Machine learning engineer; aiエンジニア, ml engineer, ai engineer, mlエンジニア
qa_engineer; QAエンジニア; QA engineer; 品質保証, テストエンジニア, qa, quality assurance, test engineer
embedded_engineer; 組込エンジニア; Embedded engineer; 組み込みエンジニア, 組込み, embedded
game_developer; ゲーム開発; Game developer; ゲームプログラマー, ゲームプランナー
it_support; 社内SE; Corporate IT; 情シス, 情報システム, ヘルプデスク, it support, helpdesk, corporate engineer
it_consultant; ITコンサルタント; IT consultant; itコンサル, システムコンサルタント
project_manager; プロジェクトマネージャー; Project manager; pm, プロジェクトマネジャー, プロマネ, project management
product_manager; プロダクトマネージャー; Product manager; pdm, プロダクトマネジャー, product management, プロダクトオーナー
engineering_manager; エンジニアリングマネージャー; Engineering manager; em, 開発マネージャー
cto; CTO; CTO; 技術責任者, vpoe
ui_ux_designer; UI/UXデザイナー; UI/UX designer; uiデザイナー, uxデザイナー, product designer, プロダクトデザイナー, ui designer, ux designer
web_designer; Webデザイナー; Web designer; ウェブデザイナー
graphic_designer; グラフィックデザイナー; Graphic designer; デザイナー, designer, dtp
video_creator; 映像クリエイター; Video creator; 動画編集者, 映像制作, video editor
writer; ライター; Writer; 編集, 編集者, editor, コピーライター, copywriter, テクニカルライター
sales; 営業; Sales; 営業職, セールス, sales representative, salesperson
corporate_sales; 法人営業; Corporate sales; b2b sales, btob営業, 法人セールス, フィールドセールス, field sales, エンタープライズセールス, account executive
retail_sales; 個人営業; Consumer sales; b2c sales, 個人向け営業, リテール営業
inside_sales; インサイドセールス; Inside sales; sdr, bdr
sales_planning; 営業企画; Sales planning; セールスオペレーション, sales operations, sales ops
technical_sales; セールスエンジニア; Sales engineer; プリセールス, presales, 技術営業, solution engineer
customer_success; カスタマーサクセス; Customer success; cs, customer success manager
customer_support; カスタマーサポート; Customer support; コールセンター, オペレーター, お客様サポート, call centre, call center
marketing; マーケティング; Marketing; マーケター, marketer, webマーケティング, デジタルマーケティング, digital marketing
public_relations; 広報; Public relations; pr, 広報pr, communications
advertising; 広告; Advertising; 広告運用, 広告プランナー, media planner
business_planning; 経営企画; Corporate planning; 事業企画, 経営戦略, business planning, corporate strategy
business_development; 事業開発; Business development; bizdev, アライアンス, 新規事業
consultant; コンサルタント; Consultant; 経営コンサルタント, 戦略コンサルタント, consulting, business consultant
accounting; 経理; Accounting; 会計, 経理財務, accountant
finance; 財務; Finance; ファイナンス, 財務経理, fp&a, treasury
legal; 法務; Legal; リーガル, 知財, 知的財産, legal counsel, compliance, コンプライアンス
human_resources; 人事; Human resources; hr, 人事労務, 人事企画, people
recruiter; 採用; Recruiter; 採用担当, リクルーター, recruiting, talent acquisition
labour_affairs; 労務; Labour affairs; 労務管理, payroll
general_affairs; 総務; General affairs; 庶務, 総務人事
office_clerk; 一般事務; Office clerk; 事務, 営業事務, アシスタント, office administrator, administrative assistant, clerk
secretary; 秘書; Secretary; executive assistant
internal_audit; 内部監査; Internal audit; 監査, auditor, audit
procurement; 購買; Procurement; 調達, 資材調達, バイヤー, buyer, purchasing
logistics; 物流; Logistics; ロジスティクス, 倉庫管理, 倉庫, supply chain, scm
production_control; 生産管理; Production control; 製造管理, production management
quality_control; 品質管理; Quality control; qc
manufacturing; 製造; Manufacturing; 製造オペレーター, 工場作業, ライン作業, factory worker
mechanical_engineer; 機械設計; Mechanical engineer; 機械エンジニア, メカエンジニア, mechanical design
electrical_engineer; 電気設計; Electrical engineer; 電気エンジニア, 回路設計, 電子回路設計, electronics engineer
production_engineer; 生産技術; Production engineer; process engineer, プロセスエンジニア
research; 研究開発; Research and development; r&d, 研究, researcher, 研究職
chemist; 化学; Chemistry; 素材, 化学研究
architect; 建築設計; Architect; 建築, 設計士, building design
construction_manager; 施工管理; Construction management; 建築施工管理, 土木施工管理, 現場監督, site manager
civil_engineer; 土木; Civil engineering; 土木設計
real_estate; 不動産; Real estate; 不動産営業, 不動産管理, property management
store_manager; 店長; Store manager; 店舗管理, スーパーバイザー, store management
shop_staff; 販売; Shop staff; 販売スタッフ, 接客販売, 店舗スタッフ, retail, shop assistant
food_service; 飲食; Food service; 飲食店スタッフ, ホールスタッフ, restaurant staff
cook; 調理; Cook; 調理師, シェフ, chef, kitchen
hotel; ホテル; Hotel; 宿泊, フロント, hospitality
travel; 旅行; Travel; ツアープランナー, 添乗員
beauty; 美容; Beauty; 美容師, エステティシャン, 美容部員, hairdresser
nurse; 看護師; Nurse; 看護, 准看護師, nursing
doctor; 医師; Doctor; physician
pharmacist; 薬剤師; Pharmacist; pharmacy
medical_staff; 医療スタッフ; Medical staff; 医療技術職, 臨床検査技師, 理学療法士, 作業療法士, physical therapist
medical_clerk; 医療事務; Medical clerk; medical administration
medical_representative; MR; Medical representative; 医薬情報担当者, 製薬営業
clinical_development; 臨床開発; Clinical development; cra, crc, 治験
care_worker; 介護職; Care worker; 介護, 介護福祉士, ケアマネージャー, caregiver
childcare_worker; 保育士; Childcare worker; 保育, 幼稚園教諭, nursery teacher
teacher; 教員; Teacher; 教師, 塾講師, 講師, 教育, instructor, tutor
banker; 銀行; Banking; 銀行員, 金融, 金融営業, bank
securities; 証券; Securities; 証券アナリスト, トレーダー, investment banking
insurance; 保険; Insurance; 保険営業, 生保, 損保, underwriter
driver; ドライバー; Driver; 運転手, 配送, トラックドライバー, delivery
security_guard; 警備; Security guard; 警備員
cleaning; 清掃; Cleaning; ビルメンテナンス, facility maintenance
maintenance; 設備保全; Maintenance; 保全, メンテナンス, サービスエンジニア, フィールドエンジニア, field engineer
interpreter; 通訳; Interpreter; 翻訳, 翻訳者, translator, translation
trade; 貿易; Trade; 貿易事務, 国際物流, import and export
executive; 経営幹部; Executive; 役員, cxo, coo, cfo, 取締役, ceo, executive officer
`);
