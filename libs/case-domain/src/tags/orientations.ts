import { parseTagTable } from './tag-table.ts';

/** How and where a candidate wants to work, or what a position offers. */
export const orientations = parseTagTable(`
remote; リモートワーク; Remote; フルリモート, 在宅, 在宅勤務, テレワーク, リモート勤務, リモート希望, work from home, wfh, fully remote, telework
hybrid; ハイブリッド勤務; Hybrid; 一部リモート, リモート併用, partly remote
onsite; 出社; On-site; オフィス勤務, 常駐, in office
full_time; 正社員; Full-time; フルタイム, 常勤, 正規雇用, permanent, full time employee
contract; 契約社員; Fixed-term contract; 有期雇用, contract employee, 嘱託
part_time; パートタイム; Part-time; パート, アルバイト, バイト, 時短勤務, 時短, 非常勤
temporary; 派遣; Temporary; 派遣社員, temp, dispatched
freelance; 業務委託; Freelance; フリーランス, 個人事業主, contractor, self-employed
side_job; 副業; Side job; 複業, 兼業, 副業可, 副業希望, side business, moonlighting
internship; インターン; Internship; インターンシップ, intern
new_graduate; 新卒; New graduate; 新卒採用, 第二新卒, new grad, recent graduate
management; マネジメント志向; Management; マネージャー志向, 管理職, 管理職志向, manager track, people management
specialist; スペシャリスト志向; Specialist; 専門職, 専門職志向, individual contributor, expert track
generalist; ゼネラリスト志向; Generalist; 総合職
startup; スタートアップ; Startup; ベンチャー, ベンチャー志向, スタートアップ志向, start-up, venture
large_company; 大企業; Large company; 大手, 大手志向, 大企業志向, enterprise
mid_sized_company; 中小企業; Small or medium company; sme, 中堅企業
foreign_company; 外資系; Foreign company; 外資, global company, foreign-affiliated
public_sector; 公共; Public sector; 官公庁, 行政, 公務, government
non_profit; 非営利; Non-profit; npo, ngo, ソーシャル, 社会貢献, social impact
overseas; 海外勤務; Overseas; 海外, 海外志向, 海外赴任, 駐在, abroad, working abroad
relocation; 転勤可; Open to relocation; 転居可, 引越し可, u turn, uターン, iターン, willing to relocate, relocation ok
no_relocation; 転勤なし; No relocation; 転勤不可, 地域限定, 勤務地限定
flextime; フレックス; Flexible hours; フレックスタイム, flex, flexible working
shift_work; シフト勤務; Shift work; シフト制, 交替勤務, 夜勤可
weekends_off; 土日休み; Weekends off; 完全週休二日, 土日祝休み
career_change; 未経験可; Career change; 未経験歓迎, キャリアチェンジ, 異業種, no experience needed
growth; 成長志向; Growth; キャリアアップ, 成長環境, learning
work_life_balance; ワークライフバランス; Work-life balance; wlb, 残業少なめ, 残業なし
founding_member; 立ち上げ; Founding member; 創業メンバー, 新規立ち上げ, early stage
`);
