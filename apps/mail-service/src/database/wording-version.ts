import { type MailKind } from '@goen/contracts/internal';
import { type Locale, locale as locales, mailKind, type StageKind, stageKind } from '@goen/contracts/public';
import { defineEntity, p } from '@mikro-orm/core';

/** Append-only: each change of a wording is a row; a retirement is a row without subject and body. */
const WordingVersionSchema = defineEntity({
  name: 'WordingVersion',
  tableName: 'wording_version',
  properties: {
    id: p.uuid().primary(),
    /** In the order of saving. */
    seq: p.bigint('number').autoincrement(),
    companyId: p.uuid(),
    kind: p.enum(mailKind.options).$type<MailKind>(),
    locale: p.enum(locales.options).$type<Locale>(),
    /** Null: every stage. */
    stage: p.enum(stageKind.options).$type<StageKind>().nullable(),
    /** As given, and normalised for comparison; null: every category. */
    jobCategory: p.text().nullable(),
    jobCategoryKey: p.text().nullable(),
    /** From 1, per company and target. */
    version: p.integer(),
    subject: p.text().nullable(),
    body: p.text().nullable(),
    savedAt: p.datetime(),
    savedBy: p.text(),
  },
});

export class WordingVersion extends WordingVersionSchema.class {}
WordingVersionSchema.setClass(WordingVersion);
