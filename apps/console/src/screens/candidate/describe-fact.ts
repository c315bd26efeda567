import type { Case, TimelineFact } from '@goen/client';
import { useFormats } from '../../i18n/dates.ts';
import { useWords } from '../../words/use-words.ts';
import type { words as allWords } from '../../words/words.ja.ts';
import { toClosing } from './now.tsx';
import type { japanese } from './texts.ja.ts';
import { useTexts } from './texts.ts';

type Known<K extends keyof typeof japanese> = keyof (typeof japanese)[K];
export type DescribedFact = { readonly title: string; readonly notes: readonly string[]; readonly isStrong: boolean };

/** What changes the course of a case stands out. */
const strongKinds: ReadonlySet<TimelineFact['kind']> = new Set([
  'rejection.reported',
  'mail.sent',
  'consent.granted',
  'consent.declined',
  'consent.withdrawn',
  'mail.unsubscribed',
  'candidate.hired',
  'candidate.reapplied',
  'case.closed',
]);

/** Some kinds of facts say two things, by what they carry. */
function toTextKey({ kind, data }: TimelineFact) {
  if (kind === 'note.written' && data.noteId === null) return 'note.removed';
  if (kind === 'candidate.hired' && data.offerOnly === true) return 'candidate.offered';
  if (kind === 'mail.approved' && typeof data.editId === 'string') return 'mail.edited';
  if (kind === 'feedback.answered' && data.answer === 'refused') return 'feedback.refused';
  return kind;
}

/** A fact of a timeline as a sentence, in the language of the moment. */
export function useDescribeFact(): (fact: TimelineFact, file: Case) => DescribedFact {
  const t = useTexts();
  const words = useWords();
  const { formatDay, formatTime } = useFormats();
  return (fact, { rejections }) => {
    const { kind, data } = fact;
    const rejection = rejections.find(({ id }) => id === data.rejectionId);
    const day = text(data.until) ?? text(data.dueOn);
    const title = t(`facts.${toTextKey(fact)}`, {
      job: rejection?.job_name ?? t('noJob'),
      stage: rejection ? words(`stages.${rejection.stage}`) : '',
      mail: named(data.mail, (mail: keyof typeof allWords.mailKinds) => words(`mailKinds.${mail}`)),
      via: named(data.via, (via: Known<'vias'>) => t(`vias.${via}`)),
      consent: named(data.consent, (consent: keyof typeof allWords.consents) => words(`consents.${consent}`)),
      answer: named(data.answer, (answer: Known<'answers'>) => t(`answers.${answer}`)),
      reason:
        kind === 'case.closed'
          ? toClosing(t, text(data.reason))
          : kind === 'registration.ended'
            ? named(data.reason, (end: Known<'registrationEnds'>) => t(`registrationEnds.${end}`))
            : '',
      position: text(data.position) ?? '',
      fields: list(data.fields)
        .map((field) => toFieldName(t, field))
        .join('、'),
      day: day === null ? '' : formatDay(day),
    });
    const silence = (reason: unknown) => named(reason, (name: Known<'silents'>) => t(`silents.${name}`));
    const notes = [
      kind === 'mail.skipped'
        ? named(data.reason, (skip: keyof typeof allWords.skipReasons) => words(`skipReasons.${skip}`))
        : null,
      text(data.silent) && t('notesOfFacts.silent', { reason: silence(data.silent) }),
      text(data.noResult) && t('notesOfFacts.noResult', { reason: silence(data.noResult) }),
      text(data.sendAt) && t('notesOfFacts.sendAt', { time: formatTime(String(data.sendAt)) }),
      text(data.dueOn) && t('notesOfFacts.dueOn', { day: formatDay(String(data.dueOn)) }),
      text(data.askAgainOn) && t('notesOfFacts.askAgain', { day: formatDay(String(data.askAgainOn)) }),
    ].filter((note): note is string => note !== null && note !== '');
    return { title, notes, isStrong: strongKinds.has(kind) };
  };
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const list = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** The word for a value of the API, which its contract lists. */
const named = (value: unknown, translate: (name: never) => string): string =>
  typeof value === 'string' ? translate(value as never) : '';

const camelFields: Readonly<Record<string, Known<'fields'>>> = {
  familyName: 'family_name',
  givenName: 'given_name',
  familyNameKana: 'family_name_kana',
  givenNameKana: 'given_name_kana',
  fullName: 'full_name',
};
const fieldNames: readonly string[] = [
  'family_name',
  'given_name',
  'family_name_kana',
  'given_name_kana',
  'full_name',
  'email',
  'emails',
  'phones',
  'prefecture',
  'locale',
  'tags',
  'name',
  'name_kana',
] satisfies Known<'fields'>[];

/** A field of a candidate as people call it. */
export function toFieldName(t: ReturnType<typeof useTexts>, field: string): string {
  const name = camelFields[field] ?? field;
  return fieldNames.includes(name) ? t(`fields.${name as Known<'fields'>}`) : field;
}
