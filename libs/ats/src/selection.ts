/** An application that the company has not decided about. Ids only: the person is no candidate of ours. */
export type OpenApplication = {
  readonly applicationId: string;
  readonly candidateId: string | null;
  /** The step or status, in the words of the source. */
  readonly stage: string | null;
  /** Since when, RFC 3339; null: the source does not say. */
  readonly movedAt: string | null;
};

/** What a source says about applications in selection, beside what it reports. */
export type SelectionNews = {
  readonly open: readonly OpenApplication[];
  /** Decided, withdrawn or with an offer: nobody waits there any more. */
  readonly settled: readonly string[];
  /** Everything in selection was listed since this time; null: it was not. */
  readonly completeSince: string | null;
};

const maxStageLength = 100;
export const toStageText = (stage: string | null | undefined): string | null =>
  stage?.trim().slice(0, maxStageLength) || null;

/** Where a recruiter opens an application in their ATS: an address with `{application_id}`, perhaps `{candidate_id}`. */
export const fillApplicationUrl = (
  template: string,
  { applicationId, candidateId }: Pick<OpenApplication, 'applicationId' | 'candidateId'>,
): string | null => {
  if (template.includes('{candidate_id}') && candidateId === null) return null;
  return template
    .replaceAll('{application_id}', encodeURIComponent(applicationId))
    .replaceAll('{candidate_id}', encodeURIComponent(candidateId ?? ''));
};
