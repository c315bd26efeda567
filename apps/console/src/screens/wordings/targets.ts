import type { SaveWording, Wording } from '@goen/client';
import { memberKinds } from '../../words/member-mails.ts';

export type Kind = SaveWording['kind'];
export type Stage = NonNullable<SaveWording['stage']>;
export type Language = 'ja' | 'en';
/** Which mails a wording is for; null is every stage, or every category. */
export type Target = {
  readonly kind: Kind;
  readonly locale: Language;
  readonly stage: Stage | null;
  readonly category: string | null;
};

export const languages = ['ja', 'en'] as const;
export const stages = ['documents', 'interview', 'final', 'other'] as const;
/** The two versions of a result: with a relay invitation, and without. */
export const resultKinds = ['rejection', 'rejection_relay'] as const satisfies readonly Kind[];
export const candidateKinds = [
  'rejection_late',
  'relay_invitation',
  'relay_reminder',
  'first_follow_up',
  'second_follow_up',
  'keeping_notice',
  'erasure_notice',
  'feedback_answer',
  'feedback_refusal',
  'introduction_request',
  'introduction_reminder',
  're_invitation',
  're_invitation_reminder',
  're_invitation_talk',
  're_invitation_regret',
  'registration_confirmation',
  'page_link',
] as const satisfies readonly Kind[];
export const kinds = [...resultKinds, ...candidateKinds, ...memberKinds] as const;
/** Of these the queue knows which wording they would have. */
export const countedKinds: readonly Kind[] = [...resultKinds, ...candidateKinds.slice(0, 9)];

/** As the API compares categories. */
const toKey = (category: string | null): string | null =>
  category === null ? null : category.replaceAll(/\s+/gu, ' ').trim().normalize('NFKC').toLowerCase();

const isSame = (wording: Wording, target: Target): boolean =>
  wording.kind === target.kind &&
  wording.locale === target.locale &&
  wording.stage === target.stage &&
  toKey(wording.job_category) === toKey(target.category);

/** The company's own wording of exactly this target. */
export const findOwn = (wordings: readonly Wording[], target: Target): Wording | undefined =>
  wordings.find((wording) => isSame(wording, target));

/** The company's own wording that such a mail has: stage and category, then stage, then category. */
export function findNearest(wordings: readonly Wording[], target: Target): Wording | undefined {
  const wider: readonly Target[] = [
    target,
    { ...target, category: null },
    { ...target, stage: null },
    { ...target, stage: null, category: null },
  ];
  for (const place of wider) {
    const found = findOwn(wordings, place);
    if (found) return found;
  }
  return undefined;
}

/** Categories that have a wording of their own, each once. */
export function listCategories(wordings: readonly Wording[]): string[] {
  const byKey = new Map<string, string>();
  for (const { job_category: category } of wordings) {
    const key = toKey(category);
    if (category !== null && key !== null && !byKey.has(key)) byKey.set(key, category);
  }
  return [...byKey.values()].toSorted((a, b) => a.localeCompare(b, 'ja'));
}
