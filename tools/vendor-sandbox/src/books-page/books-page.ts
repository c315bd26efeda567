import { html } from 'hono/html';
import type { Vendors } from '../vendors.ts';
import { herpSection } from './herp-section.ts';
import { hubspotSection } from './hubspot-section.ts';
import { type Html, layout } from './layout.ts';
import { shownAtMost } from './parts.ts';
import { zohoSection } from './zoho-section.ts';

/** What every vendor holds, for a person to look at while the product works with them. */
export function booksPage(vendors: Vendors): Html {
  const faults = vendors.faults.pending();
  return layout(
    '外部サービスの記録',
    html`<div class="wrap">
<h1>外部サービスの記録 <span class="note" lang="en">Vendor sandbox</span></h1>
<p class="note">本物のサービスには何も送られません。表示はそれぞれ新しい順に${shownAtMost}件までです。</p>
<nav aria-label="サービス"><a href="#herp">HERP Hire</a><a href="#zoho">Zoho Recruit</a><a href="#hubspot">HubSpot</a></nav>
${faults.length === 0 ? '' : html`<p><strong>障害の予約</strong> ${faults.map((one) => html`<span class="badge">${one.vendor} ${one.path ?? ''} ${one.fault} ×${one.times ?? '∞'}</span> `)}</p>`}
${herpSection(vendors.herp)}
${zohoSection(vendors.zoho)}
${hubspotSection(vendors.hubspot)}
</div>`,
  );
}
