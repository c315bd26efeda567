import type { z } from 'zod';
import type { FieldError } from './problem.ts';

/** What a report may lack: a value that cannot be kept is cut or left out, and never refuses the rejection. */
const optionalDetails = [
  'application.applied_at',
  'application.remote_url',
  'application.rejection_reason.remote_id',
  'application.rejection_reason.name',
  'application.current_stage',
  'candidate.family_name',
  'candidate.given_name',
  'candidate.family_name_kana',
  'candidate.given_name_kana',
  'candidate.full_name',
  'candidate.emails',
  'candidate.phones',
  'candidate.locale',
  'candidate.tags',
  'candidate.prefecture',
  'candidate.experience_years',
  'job',
  'custom_fields',
  'remote_data',
];
/** Cut when it is too long. Any other fault refuses the report: the source says whether an agency sent the person. */
const cutOnly = 'application.source';
/** Of these the beginning still says something. */
const cutTexts = new Set([
  cutOnly,
  'application.rejection_reason.name',
  'application.current_stage.name',
  'job.name',
  'job.category',
]);
/** An address begins with its prefecture, after an optional postal code. */
const leadingPrefecture = /^(?:〒?\d{3}-?\d{4}\s*)?(北海道|東京都|京都府|大阪府|\p{Script=Han}{2,3}県)/u;

type Issue = z.core.$ZodIssue;
/** `usable`: the input without what was dropped, not parsed. */
export type LenientlyParsed<T> =
  | { readonly success: true; readonly data: T; readonly usable: unknown; readonly dropped: readonly FieldError[] }
  | { readonly success: false; readonly error: z.core.$ZodError };

/** A list that was too long is checked entry by entry in the next round. */
const maxRounds = 4;

/** Parses a report without the optional details that the schema refuses; `dropped` names them, with the reason. */
export function parseLeniently<T extends z.ZodType>(schema: T, input: unknown): LenientlyParsed<z.output<T>> {
  const dropped: FieldError[] = [];
  for (let usable = input, round = 1; ; round += 1) {
    const { data, error } = schema.safeParse(usable);
    if (error === undefined) return { success: true, data, usable, dropped };
    if (round > maxRounds || !error.issues.every(isOfDetail)) return { success: false, error };
    usable = structuredClone(usable);
    dropped.push(...dropDetails(usable as Branch, error.issues));
  }
}

function isOfDetail({ code, path }: Issue): boolean {
  const name = path.join('.');
  if (name === cutOnly) return code === 'too_big';
  const isDetail = optionalDetails.some((detail) => name === detail || name.startsWith(`${detail}.`));
  return isDetail && code !== 'unrecognized_keys';
}

type Branch = { [key: PropertyKey]: unknown };
const isBranch = (value: unknown): value is Branch => typeof value === 'object' && value !== null;

/** Cuts or removes the value at each issue; entries of lists last, so that the paths of others still hold. */
function dropDetails(report: Branch, issues: readonly Issue[]): FieldError[] {
  const unusable = new Set<unknown>();
  const dropped = issues.map((issue): FieldError => {
    const { path } = issue;
    const pointer = `/${path.join('/')}`;
    const [, , index, field] = path;
    if (typeof index === 'number' && field !== 'type') {
      unusable.add(findAt(report, path.slice(0, 3)));
      return { pointer, ...explainDrop(issue) };
    }
    const parent = findAt(report, path.slice(0, -1));
    const key = path.at(-1) ?? '';
    const cut = issue.code === 'too_big' ? cutValue(path, parent?.[key], Number(issue.maximum)) : null;
    if (parent) parent[key] = cut?.value;
    return { pointer, ...(cut?.reason ?? explainDrop(issue)) };
  });
  for (const list of ['emails', 'phones', 'tags']) {
    const entries = findAt(report, ['candidate', list]);
    if (Array.isArray(entries)) entries.splice(0, Infinity, ...entries.filter((entry) => !unusable.has(entry)));
  }
  return dropped;
}

const findAt = (report: Branch, path: readonly PropertyKey[]): Branch | undefined =>
  path.reduce<unknown>((branch, key) => (isBranch(branch) ? branch[key] : undefined), report) as Branch | undefined;

type Reason = Pick<FieldError, 'code' | 'detail'>;

/** What is kept of a list or text that is too long; null when nothing is. */
function cutValue(
  path: readonly PropertyKey[],
  value: unknown,
  max: number,
): { readonly value: unknown; readonly reason: Reason } | null {
  if (Array.isArray(value)) {
    return { value: value.slice(0, max), reason: { code: 'too_many', detail: `Only the first ${max} are kept.` } };
  }
  if (typeof value !== 'string') return null;
  const name = path.join('.');
  if (cutTexts.has(name)) {
    const beginning = Array.from(value.trim()).slice(0, max).join('');
    return { value: beginning, reason: { code: 'too_long', detail: `Cut to ${max} characters.` } };
  }
  const prefecture = name === 'candidate.prefecture' ? leadingPrefecture.exec(value.trim())?.[1] : undefined;
  if (prefecture === undefined) return null;
  return { value: prefecture, reason: { code: 'too_long', detail: 'Cut to the prefecture.' } };
}

function explainDrop(issue: Issue): Reason {
  if (issue.code === 'too_big' && issue.origin === 'string') {
    return { code: 'too_long', detail: `Not kept: longer than ${issue.maximum} characters.` };
  }
  const ownCode: unknown = issue.code === 'custom' ? issue.params?.code : undefined;
  return { code: typeof ownCode === 'string' ? ownCode : 'not_valid', detail: `Not kept: ${issue.message}` };
}
