/** Names of skills, qualifications and jobs as résumés and job boards write them: none says anything about a person. */
export const realNames = `
race condition, race conditions, data race detection, race engineer, horse race planning, tribe lead, social media, union types, union-find, credit union,
trade marketing, labour law, labor relations, bipolar transistor, bipolar junction transistors, disease modeling, rare disease research, infectious disease control,
orphan drugs, orphan process handling, disability support, mental health nursing, health condition monitoring, health status endpoint, genetic data analysis,
prisoner's dilemma, FreeBSD jail, surge arrest, probation officer, conviction rate optimisation, Islamic finance, Muslim-friendly travel, Catholic school teacher,
good faith negotiation, religious studies, family restaurant manager, family office, font family, single page application, single sign-on, npm dependents,
spouse visa, marriage hall planner, wedding planner, ethnic food buyer, ethnic cuisine, faithful translation, HIV research, hepatitis research, cancer research,
epilepsy specialist, depression counselling, autism therapist, ADHD coaching program, pregnancy care, LGBTQ training, criminal law, divorce lawyer, nationality law,
political studies, jailbreak detection, convolutional networks, tracing, traceability, embrace, grace period handling, terrace design, marriage of React and Rails,
循環器疾患領域, 循環器疾患治療薬, 希少疾患領域, 疾患啓発, 疾患モデル動物, 呼吸器疾患領域MR, 家族信託, 家族法, 家族療法, 家族葬プランナー, 家族介護支援, 家族看護,
障害対応, システム障害, システム障害対応, ネットワーク障害, 通信障害, サーバー障害, 本番障害, 障害切り分け, 障害解析, 障害者支援, 障がい者支援, 障害者福祉, 障害者支援施設,
障害者雇用担当, 障害児支援, 発達障害児支援, 精神障害者支援, 視覚障害者サポート, 聴覚障害者対応, 障害福祉, 障害年金手続き, 就労移行支援, サービス管理責任者, 児童発達支援管理責任者,
多国籍チーム, 多国籍企業, 無国籍料理, 国籍法務, 戸籍事務, 戸籍調査, 設計思想, デザイン思想, 経営思想, 思想史研究, 宗教学, 宗教法人会計, 宗教法人営業, 宗教建築設計, 民族学, 民族音楽, 民族衣装,
アイヌ語, アイヌ文化研究, ムスリム対応, ムスリムフレンドリー, ハラル対応, 日本機械学会員, 情報処理学会員, 労使交渉, 労働組合対応, 労組対応, 労働法, 労務管理, 社会運動研究,
扶養控除, 扶養手続き, 配偶者控除, 配偶者ビザ申請, 離婚調停, 離婚案件, 離婚相談, 婚姻手続き, 国際結婚式の企画, ブライダル, ウェディングプランナー, 独身寮の運営, 孤児院運営, 親子教室, 子育て支援,
妊婦健診, 妊婦ケア, 妊娠相談, 不妊相談, 出産支援, 産前産後ケア, 助産師, 育児休業手続き, 産休育休手続き, マタニティ商品企画, ベビー用品販売, 母子保健, 母子支援, ひとり親家庭支援,
服薬指導, 服薬管理, 通院介助, 通院同行, 入院事務, 入退院支援, 病棟看護, 訪問看護, 緩和ケア, がん治療薬, がん領域MR, がん患者支援, 癌領域, 癌免疫, 癌ゲノム解析, 抗てんかん薬, HIV研究, 肝炎研究,
色覚バリアフリー, 色覚ユニバーサルデザイン, 遺伝情報解析, 遺伝カウンセリング, 健康診断事務, 健康診断結果管理, 健康状態管理, メンタルヘルス対策, メンタル不調対応, うつ病研究, 認知症ケア, 自閉症支援,
犯罪被害者支援, 犯罪者支援, 受刑者支援, 保護観察官, 少年院教官, 刑務所教育, 刑事弁護, 逮捕報道, 犯罪防止, 不正検知, 反社チェック, 与信管理,
LGBT研修, LGBTQ支援, ダイバーシティ推進, D&I推進, 同和鉱業, 在日外国人支援, 外国人採用, ビザ申請, 在留資格申請, 行政書士, 社会保険労務士, 中小企業診断士, 弁護士, 司法書士,
ソフトウェアエンジニア, バックエンドエンジニア, フロントエンドエンジニア, SRE, 機械学習エンジニア, データサイエンティスト, プロダクトマネージャー, 社内SE, 情報システム, QAエンジニア, 組込みエンジニア,
法人営業, 個人営業, ルート営業, インサイドセールス, カスタマーサクセス, コールセンター, マーケター, 広報, 人事, 採用担当, 労務担当, 経理, 財務, 法務, 総務, 内部監査, 購買, 物流管理, 生産管理, 品質管理,
施工管理, 建築士, 電気工事士, 機械設計, 看護師, 准看護師, 薬剤師, 医師, 臨床検査技師, 理学療法士, 作業療法士, 言語聴覚士, 介護福祉士, ケアマネージャー, 保育士, 幼稚園教諭, 教員, 塾講師, 日本語教師,
スクールカウンセラー, 公認心理師, 臨床心理士, 精神保健福祉士, 社会福祉士, 手話通訳, 点字翻訳, 葬祭ディレクター, 僧侶, 神職, 牧師, 宮大工, 学芸員, 図書館司書, 通訳案内士, 添乗員, 客室乗務員, パイロット,
トラックドライバー, タクシー運転手, 警備員, 清掃スタッフ, ビルメンテナンス, 調理師, ソムリエ, バリスタ, 店長, 販売員, 美容師, エステティシャン, ネイリスト, トレーナー, 競馬予想記者, レースエンジニア
`
  .split(/[,\n]/u)
  .map((name) => name.trim())
  .filter((name) => name !== '');
