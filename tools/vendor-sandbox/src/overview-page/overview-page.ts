import type { Html } from '@goen/sandbox-kit';
import { html } from 'hono/html';
import type { Vendors } from '../vendors.ts';
import { renderHerpSection } from './herp-section.ts';
import { renderHubspotSection } from './hubspot-section.ts';
import { renderLayout } from './layout.ts';
import { maxShownRows } from './parts.ts';
import { renderZohoSection } from './zoho-section.ts';

/** Shows what every vendor stores, for a person to watch while the product works with them. */
export function renderOverviewPage(vendors: Vendors): Html {
  const rules = vendors.faults.pending();
  return renderLayout(
    '外部サービスの記録',
    html`<div class="wrap">
<h1>外部サービスの記録 <span class="note" lang="en">Vendor sandbox</span></h1>
<p class="note">本物のサービスには何も送られません。表示はそれぞれ新しい順に${maxShownRows}件までです。</p>
<nav aria-label="サービス"><a href="#herp">HERP Hire</a><a href="#zoho">Zoho Recruit</a><a href="#hubspot">HubSpot</a></nav>
${rules.length === 0 ? '' : html`<p><strong>障害の予約</strong> ${rules.map((rule) => html`<span class="badge">${rule.vendor} ${rule.path ?? ''} ${rule.fault} ×${rule.times ?? '∞'}</span> `)}</p>`}
${renderHerpSection(vendors.herp)}
${renderZohoSection(vendors.zoho)}
${renderHubspotSection(vendors.hubspot)}
</div>`,
  );
}
