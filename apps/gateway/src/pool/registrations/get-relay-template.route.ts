import { Company, withCompany } from '@goen/case-store';
import { findOrCreateLink } from '@goen/cases';
import { companySettings } from '@goen/contracts/internal';
import { type RelayTemplateView, relayTemplateQuery, relayTemplateView } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { readLicenceHolder } from '../../services/read-operator.ts';
import { listMergeFields, writeRelayTemplate } from './relay-template-text.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/relay-template',
  operationId: 'getRelayTemplate',
  tags: ['registrations'],
  summary: 'Get the text for the rejection mail of your ATS',
  description:
    'Ready to paste below the result. Candidates register themselves through its link; nothing else has to be connected.',
  access: apiKey('mail:read'),
  request: { query: relayTemplateQuery },
  responses: { 200: jsonResponse(relayTemplateView, 'The text, its link and its merge fields.') },
});

export function addGetRelayTemplate(app: GatewayApp, context: GatewayContext, operatorName: string): void {
  const { orm, personHashKey, publicUrl, now } = context;
  app.openapi(route, async (c) => {
    const { ats, locale } = c.req.valid('query');
    const companyId = c.get('companyId');
    const fields = listMergeFields(ats, locale);
    const view = await withCompany(orm, companyId, async (em): Promise<RelayTemplateView> => {
      const company = await em.findOneOrFail(Company, { id: companyId });
      const { sender, resultMail, takesPartInRelay } = companySettings.parse(company.settings);
      const holder = await readLicenceHolder(em);
      const link = await findOrCreateLink(em, companyId, personHashKey, now());
      const hint = fields.find(({ meaning }) => meaning === 'application_id');
      const url = `${publicUrl}/r/${link.token}`;
      const name = (locale === 'en' && sender.englishName) || company.name;
      const text = writeRelayTemplate(locale, {
        company: name,
        sender,
        url: hint ? `${url}?a=${hint.text}` : url,
        licence: holder.licence,
        operator: holder.name ?? operatorName,
        fields,
      });
      const notes = [
        ...(fields.some(({ known }) => !known)
          ? ['Replace the marked places by merge fields of your ATS, or delete them.']
          : []),
        ...(resultMail === 'goen'
          ? ['Goen sends the results of rejections that you report; set resultMail to ats if your ATS does.']
          : []),
        ...(sender.postalAddress && sender.contact
          ? []
          : ['The sender has no postal address or contact: the law asks for both.']),
        ...(takesPartInRelay ? [] : ['The company does not take part in the relay: the page is closed.']),
      ];
      return { ats, locale, text, link: { url, created_at: link.createdAt.toISOString() }, fields, notes };
    });
    return c.json(view, 200);
  });
}
