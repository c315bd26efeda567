import type { Locale } from '@goen/contracts/public';
import { defineEntity, p } from '@mikro-orm/core';

const ConsentTextSchema = defineEntity({
  name: 'ConsentText',
  tableName: 'consent_text',
  properties: {
    companyId: p.uuid().primary(),
    /** SHA-256 (hex) of the text; facts of consents name it. */
    hash: p.text().primary(),
    version: p.text(),
    locale: p.text().$type<Locale>(),
    paragraphs: p.array().$type<string[]>(),
    firstUsedAt: p.datetime(3),
  },
});
/** The words that somebody consented to, with the operator, conditions and names as they were. Never changed. */
export class ConsentText extends ConsentTextSchema.class {}
ConsentTextSchema.setClass(ConsentText);
