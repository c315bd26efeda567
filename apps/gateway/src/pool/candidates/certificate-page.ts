import type { ErasureCertificateView } from '@goen/contracts/public';
import type { Locale } from '@goen/contracts/workflow';
import { html } from 'hono/html';

const texts = {
  ja: {
    title: '個人データ削除証明書',
    number: '証明書番号',
    subject: '対象者の管理番号',
    issued: '発行',
    asked: 'お申し出',
    askers: { person: 'ご本人', representative: '代理人', authority: '行政機関' },
    channels: { phone: '電話', letter: '書面', email: 'メール', in_person: '対面' },
    reasonLabel: '削除の理由',
    reasons: {
      asked_by_person: '本人からの請求（個人情報保護法 第35条）',
      no_longer_needed: '利用する必要がなくなったため（個人情報保護法 第22条、第35条第5項）',
      unlawful_use: '不適正な取得または利用との申し出（個人情報保護法 第35条第1項）',
      deleted_at_source: '採用管理システムでの削除',
      kept_no_longer: 'お預かりする期間の終了（個人情報保護法 第22条）',
    },
    deletedHeading: '削除したもの',
    where: '場所',
    what: '内容',
    when: '日時（日本時間）',
    pending: '処理中',
    places: { database: '候補者データベース', mail: '送信したメールの本文と宛先', crm: '連携先のシステム' },
    kinds: {
      contact_details: '氏名・連絡先',
      tags: 'スキルなどのタグ',
      applications: '応募の内容',
      reasons: '選考の理由',
      notes: '社内メモ',
      corrections: '訂正の履歴',
      correction_requests: '訂正のご依頼',
      personal_notes: '個別メッセージ',
      edited_mails: '個別に編集したメール',
      feedback_requests: 'フィードバックの依頼と回答',
      experience_answers: 'アンケートの回答',
      relay_profiles: 'キャリアリレーの登録',
      re_invitations: '募集のご案内の記録',
      revisits: '再連絡の予定',
      complaints: '苦情の本文',
      mails: 'メール',
      records: '候補者の記録',
    } as Readonly<Record<string, string>>,
    keptHeading: '法令などにより残すもの',
    kept: {
      address_hashes: '再度ご連絡しないための、元のアドレスに戻せない照合値',
      case_facts: '同意・取消し・送信などの日時の記録（氏名・連絡先を含みません）',
      introductions: 'ご紹介の記録（職業安定法 第32条の15。2年間）',
      provision_records: '第三者提供の記録（個人情報保護法 第29条、第30条）',
    },
    until: (date: string) => `${date}まで`,
    count: (n: number) => `${n}件`,
    complete: '上記のとおり削除したことを証明します。',
    incomplete: '処理中の項目があります。完了後にあらためて発行してください。',
    nobody: 'この証明書には、対象者の個人データは含まれません。',
    separator: '、',
  },
  en: {
    title: 'Certificate of erasure',
    number: 'Certificate no.',
    subject: 'Reference of the person',
    issued: 'Issued',
    asked: 'Request',
    askers: { person: 'the person', representative: 'a representative', authority: 'an authority' },
    channels: { phone: 'by phone', letter: 'by letter', email: 'by email', in_person: 'in person' },
    reasonLabel: 'Reason',
    reasons: {
      asked_by_person: 'Request of the person (APPI Art. 35)',
      no_longer_needed: 'No longer needed (APPI Art. 22, 35(5))',
      unlawful_use: 'Objection to how the data was obtained or used (APPI Art. 35(1))',
      deleted_at_source: 'Deleted in the applicant tracking system',
      kept_no_longer: 'End of the retention period (APPI Art. 22)',
    },
    deletedHeading: 'What was deleted',
    where: 'Where',
    what: 'What',
    when: 'When (Japan time)',
    pending: 'in progress',
    places: { database: 'Candidate database', mail: 'Text and recipient of emails sent', crm: 'Connected system' },
    kinds: {
      contact_details: 'name and contact details',
      tags: 'tags',
      applications: 'details of applications',
      reasons: 'reasons of results',
      notes: 'notes',
      corrections: 'earlier values of corrections',
      correction_requests: 'requests for corrections',
      personal_notes: 'personal notes in emails',
      edited_mails: 'edited emails',
      feedback_requests: 'requests for feedback',
      experience_answers: 'survey answers',
      relay_profiles: 'career relay profile',
      re_invitations: 'records of invitations',
      revisits: 'dates to come back to',
      complaints: 'texts of complaints',
      mails: 'emails',
      records: 'candidate record',
    } as Readonly<Record<string, string>>,
    keptHeading: 'What is kept, as the law requires or so that nobody writes to the person again',
    kept: {
      address_hashes: 'a value from which the address cannot be restored, so that no email is sent again',
      case_facts: 'times of consents, withdrawals and emails, without name or contact details',
      introductions: 'records of introductions (Employment Security Act Art. 32-15; two years)',
      provision_records: 'records of data provided to third parties (APPI Art. 29, 30)',
    },
    until: (date: string) => `until ${date}`,
    count: (n: number) => String(n),
    complete: 'We certify that the above was deleted.',
    incomplete: 'Something is still in progress. Issue this certificate again once it is done.',
    nobody: 'This certificate contains no personal data of the person.',
    separator: ', ',
  },
} as const;

const styles = `body{font-family:system-ui,"Noto Sans CJK JP",sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;line-height:1.7;color:#111}
table{border-collapse:collapse;width:100%}th,td{border:1px solid #777;padding:.4rem .6rem;text-align:left;vertical-align:top}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem}dd{margin:0}@media print{body{margin:0}}`;

/** A page to print, without anything about the person. */
export function certificatePage(certificate: ErasureCertificateView, company: string, locale: Locale, now: Date) {
  const t = texts[locale];
  const time = new Intl.DateTimeFormat(locale === 'ja' ? 'ja-JP' : 'en-GB', {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'Asia/Tokyo',
  });
  const date = new Intl.DateTimeFormat(locale === 'ja' ? 'ja-JP' : 'en-GB', { dateStyle: 'long', timeZone: 'UTC' });
  const { asked_by: asker, asked_via: channel, asked_on: askedOn } = certificate;
  const request = [
    asker && t.askers[asker],
    channel && t.channels[channel],
    askedOn && date.format(new Date(askedOn)),
  ].filter(Boolean);
  const countAll = (deleted: Readonly<Record<string, number>>) =>
    Object.entries(deleted)
      .filter(([, count]) => count > 0)
      .map(([kind, count]) => `${t.kinds[kind] ?? kind} ${t.count(count)}`)
      .join(t.separator);
  return html`<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${t.title}</title><style>${styles}</style></head><body><main>
<h1>${t.title}</h1><p>${company}</p>
<dl><dt>${t.number}</dt><dd>${certificate.id}</dd><dt>${t.subject}</dt><dd>${certificate.candidate_id}</dd>
<dt>${t.issued}</dt><dd>${time.format(now)}</dd>
${request.length > 0 ? html`<dt>${t.asked}</dt><dd>${request.join(t.separator)}</dd>` : ''}
<dt>${t.reasonLabel}</dt><dd>${t.reasons[certificate.reason]}</dd></dl>
<h2>${t.deletedHeading}</h2>
<table><thead><tr><th scope="col">${t.where}</th><th scope="col">${t.what}</th><th scope="col">${t.when}</th></tr></thead><tbody>
${certificate.places.map(
  ({ place, name, deleted, deleted_at: at }) => html`<tr><td>${t.places[place]}${name ? ` (${name})` : ''}</td>
<td>${countAll(deleted)}</td><td>${at === null ? t.pending : time.format(new Date(at))}</td></tr>`,
)}</tbody></table>
<h2>${t.keptHeading}</h2>
<ul>${certificate.kept.map(
    ({ what, count, until }) =>
      html`<li>${t.kept[what]}${t.separator}${t.count(count)}${until ? `${t.separator}${t.until(date.format(new Date(until)))}` : ''}</li>`,
  )}</ul>
<p>${certificate.complete ? t.complete : t.incomplete}</p><p>${t.nobody}</p>
</main></body></html>`;
}
