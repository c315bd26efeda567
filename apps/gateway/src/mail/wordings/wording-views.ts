import type { BuiltInWording, MessageResult, Preview, WordingTarget, WordingVersion } from '@goen/contracts/internal';
import type { builtInWordingV1, previewV1, testSendResultV1, WordingV1, wordingTargetV1 } from '@goen/contracts/public';
import type { z } from 'zod';

/** The public API writes snake_case, mail-service camelCase. */
export const toWordingTarget = ({
  kind,
  locale,
  stage,
  job_category,
}: z.infer<typeof wordingTargetV1>): WordingTarget => ({ kind, locale, stage, jobCategory: job_category });

export const viewWording = (wording: WordingVersion): WordingV1 => ({
  id: wording.id,
  kind: wording.kind,
  locale: wording.locale,
  stage: wording.stage ?? null,
  job_category: wording.jobCategory ?? null,
  version: wording.version,
  subject: wording.subject,
  body: wording.body,
  saved_at: wording.savedAt,
  saved_by: wording.savedBy,
});

export const viewBuiltInWording = ({
  wordingVersion,
  variables,
  ...rest
}: BuiltInWording): z.infer<typeof builtInWordingV1> => ({
  ...rest,
  wording_version: wordingVersion,
  variables: variables.map(({ allowedIn, ...variable }) => ({ ...variable, allowed_in: allowedIn })),
});

export const viewPreview = ({ wordingVersion, ...rest }: Preview): z.infer<typeof previewV1> => ({
  ...rest,
  wording_version: wordingVersion,
});

export const viewTestMail = (result: MessageResult): z.infer<typeof testSendResultV1> => ({
  id: result.id,
  status: result.status,
  date: result.date,
  reason: result.status === 'skipped' ? result.reason : null,
  missing: result.status === 'skipped' ? result.missing : [],
});
