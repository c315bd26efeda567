import { parseTagTable } from './tag-table.ts';

/** Skills in software, systems and engineering. */
export const technologySkills = parseTagTable(`
typescript; TypeScript; TypeScript; タイプスクリプト, ts
javascript; JavaScript; JavaScript; ジャバスクリプト, js, ecmascript, es6
python; Python; Python; パイソン, python3
java; Java; Java; ジャバ
kotlin; Kotlin; Kotlin; コトリン
go; Go; Go; golang, go言語, ゴー言語
ruby; Ruby; Ruby; ルビー
rails; Ruby on Rails; Ruby on Rails; rails, ror, レイルズ
php; PHP; PHP; ピーエイチピー
laravel; Laravel; Laravel; ララベル
csharp; C#; C#; c sharp, シーシャープ
dotnet; .NET; .NET; dot net, asp.net, .net core, ドットネット
cpp; C++; C++; シープラスプラス, cplusplus
c; C言語; C; c language
rust; Rust; Rust; ラスト言語
swift; Swift; Swift; スウィフト, swiftui
objective_c; Objective-C; Objective-C; objc
scala; Scala; Scala; スカラ
elixir; Elixir; Elixir; phoenix framework
haskell; Haskell; Haskell
perl; Perl; Perl; パール
r_language; R言語; R; rlang
matlab; MATLAB; MATLAB; simulink
cobol; COBOL; COBOL; コボル
vba; VBA; VBA; excel vba, マクロ, excelマクロ
sql; SQL; SQL; エスキューエル
html_css; HTML/CSS; HTML/CSS; html, css, html5, css3, sass, scss
react; React; React; reactjs, react.js, リアクト
nextjs; Next.js; Next.js; next
vue; Vue.js; Vue.js; vue, vuejs, vue3, ビュー
nuxt; Nuxt.js; Nuxt.js; nuxt
angular; Angular; Angular; angularjs, アンギュラー
svelte; Svelte; Svelte; sveltekit
nodejs; Node.js; Node.js; node, ノード
express; Express; Express; expressjs
nestjs; NestJS; NestJS; nest
django; Django; Django; ジャンゴ
flask; Flask; Flask
fastapi; FastAPI; FastAPI
spring; Spring Boot; Spring Boot; spring, spring framework, スプリング
jquery; jQuery; jQuery
wordpress; WordPress; WordPress; ワードプレス
flutter; Flutter; Flutter; dart, フラッター
react_native; React Native; React Native
ios_development; iOS開発; iOS development; ios, iosアプリ開発
android_development; Android開発; Android development; android, androidアプリ開発
unity; Unity; Unity; ユニティ
unreal_engine; Unreal Engine; Unreal Engine; ue4, ue5
graphql; GraphQL; GraphQL
grpc; gRPC; gRPC; protobuf
rest_api; REST API; REST API; rest, api設計, web api, api design
microservices; マイクロサービス; Microservices; microservice
domain_driven_design; ドメイン駆動設計; Domain-driven design; ddd
test_driven_development; テスト駆動開発; Test-driven development; tdd
software_design; ソフトウェア設計; Software design; アーキテクチャ設計, software architecture, システム設計
aws; AWS; AWS; amazon web services, アマゾンウェブサービス
gcp; Google Cloud; Google Cloud; gcp, google cloud platform
azure; Azure; Azure; microsoft azure, アジュール
docker; Docker; Docker; ドッカー, コンテナ
kubernetes; Kubernetes; Kubernetes; k8s, クバネティス
terraform; Terraform; Terraform; テラフォーム, iac, infrastructure as code
ansible; Ansible; Ansible
ci_cd; CI/CD; CI/CD; continuous integration, github actions, jenkins, circleci
git; Git; Git; github, gitlab, ギット
linux; Linux; Linux; リナックス, centos, ubuntu, redhat, rhel
windows_server; Windows Server; Windows Server; active directory
vmware; VMware; VMware; vsphere, 仮想化
networking; ネットワーク; Networking; tcp/ip, cisco, ccna, network design, ネットワーク設計
monitoring; 監視; Monitoring; datadog, prometheus, grafana, observability, オブザーバビリティ
incident_response; 障害対応; Incident response; システム障害対応, トラブルシューティング, troubleshooting
information_security; 情報セキュリティ; Information security; セキュリティ, security, cissp, 脆弱性診断
postgresql; PostgreSQL; PostgreSQL; postgres, ポスグレ
mysql; MySQL; MySQL; mariadb
oracle_database; Oracle Database; Oracle Database; oracle, オラクル, pl/sql
sql_server; SQL Server; SQL Server; mssql
mongodb; MongoDB; MongoDB; nosql
redis; Redis; Redis; memcached
elasticsearch; Elasticsearch; Elasticsearch; opensearch, 全文検索
bigquery; BigQuery; BigQuery; ビッグクエリ
snowflake; Snowflake; Snowflake
kafka; Kafka; Kafka; apache kafka
spark; Spark; Spark; apache spark, hadoop, pyspark
airflow; Airflow; Airflow; apache airflow
dbt; dbt; dbt
machine_learning; 機械学習; Machine learning; ml, scikit-learn
deep_learning; 深層学習; Deep learning; ディープラーニング, dl
pytorch; PyTorch; PyTorch
tensorflow; TensorFlow; TensorFlow; keras
nlp; 自然言語処理; Natural language processing; nlp
computer_vision; 画像認識; Computer vision; 画像処理, opencv, コンピュータビジョン
generative_ai; 生成AI; Generative AI; llm, 大規模言語モデル, chatgpt, プロンプトエンジニアリング
data_analysis; データ分析; Data analysis; データ解析, data analytics
statistics; 統計; Statistics; 統計解析, 統計検定, spss, sas
tableau; Tableau; Tableau; タブロー
power_bi; Power BI; Power BI; powerbi
looker; Looker; Looker; looker studio
data_modelling; データモデリング; Data modelling; data modeling, er設計, データベース設計, database design
etl; ETL; ETL; データ基盤, data pipeline, データパイプライン
salesforce; Salesforce; Salesforce; セールスフォース, sfdc, apex
sap; SAP; SAP; sap erp, s/4hana
servicenow; ServiceNow; ServiceNow
kintone; kintone; kintone; キントーン, ノーコード, no code
rpa; RPA; RPA; uipath, winactor, 業務自動化
blockchain; ブロックチェーン; Blockchain; web3, solidity
embedded_software; 組込みソフトウェア; Embedded software; 組み込みソフトウェア, ファームウェア, firmware, rtos
fpga; FPGA; FPGA; verilog, vhdl
iot; IoT; IoT; モノのインターネット
robotics; ロボティクス; Robotics; ロボット, ros, ロボット制御
plc; PLC; PLC; シーケンス制御, ラダー, ladder logic
circuit_design; 回路設計; Circuit design; アナログ回路, デジタル回路, 基板設計, pcb design
cad; CAD; CAD; autocad, 2dcad
cad_3d; 3D CAD; 3D CAD; solidworks, catia, creo, nx, inventor, 3dcad
cae; CAE; CAE; 構造解析, 流体解析, ansys
bim; BIM; BIM; revit, archicad
automotive; 自動車; Automotive; 車載, autosar, 自動運転
semiconductor; 半導体; Semiconductor; 半導体プロセス
test_automation; テスト自動化; Test automation; selenium, playwright, cypress
software_testing; ソフトウェアテスト; Software testing; テスト設計, jstqb, test design
scrum; スクラム; Scrum; アジャイル, agile, アジャイル開発, scrum master, スクラムマスター
requirements; 要件定義; Requirements definition; 要求分析, 上流工程, requirements analysis
project_management; プロジェクト管理; Project management; pmp, プロジェクトマネジメント, pmo
product_management; プロダクトマネジメント; Product management; プロダクト企画
technical_leadership; 技術リード; Technical leadership; テックリード, tech lead, リードエンジニア
ui_design; UIデザイン; UI design; ui, インターフェース設計
ux_design; UXデザイン; UX design; ux, ユーザー調査, user research, ユーザーリサーチ
figma; Figma; Figma; フィグマ, sketch, adobe xd
photoshop; Photoshop; Photoshop; フォトショップ, adobe photoshop
illustrator; Illustrator; Illustrator; イラストレーター, adobe illustrator
after_effects; After Effects; After Effects; アフターエフェクト
premiere; Premiere Pro; Premiere Pro; premiere, 動画編集, video editing
cg_3d; 3DCG; 3D graphics; blender, maya, 3ds max
web_design; Webデザイン; Web design; ウェブデザイン
accessibility; アクセシビリティ; Accessibility; a11y, wcag
`);
