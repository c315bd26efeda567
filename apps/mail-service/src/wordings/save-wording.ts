import { randomUUID } from 'node:crypto';
import type { WordingTarget } from '@goen/contracts/internal';
import type { WordingText } from '@goen/contracts/public';
import { HttpProblem } from '@goen/service-kit';
import { UniqueConstraintViolationException } from '@mikro-orm/core';
import { WordingVersion } from '../database/wording-version.ts';
import type { MailContext } from '../mail-context.ts';
import { checkWording } from './check-wording.ts';
import { jobCategoryKey } from './find-nearest-wording.ts';

export type Writer = { readonly company: string; readonly savedBy: string };

/** Two that save at once take turns; more than that many lost turns is no coincidence. */
const maxTurns = 5;

/**
 * Makes a new version of the company's wording, used from the next mail on. The words that are in use already make
 * none. Throws 422 with the place of each fault.
 */
export async function saveWording(
  context: Pick<MailContext, 'orm'>,
  writer: Writer,
  target: WordingTarget,
  text: WordingText,
): Promise<WordingVersion> {
  const errors = await checkWording(target.kind, target.locale, text);
  if (errors.length > 0) throw new HttpProblem('invalid_request', { errors });
  return append(context, writer, target, text);
}

/** The next nearest, or the built-in one, is used from now on; the versions stay. Null where there was none in use. */
export async function retireWording(
  context: Pick<MailContext, 'orm'>,
  writer: Writer,
  target: WordingTarget,
): Promise<WordingVersion | null> {
  const latest = await latestVersion(context, writer.company, target);
  return latest === null || latest.body === null ? null : append(context, writer, target, null);
}

const toTargetColumns = (company: string, target: WordingTarget) => ({
  companyId: company,
  kind: target.kind,
  locale: target.locale,
  stage: target.stage ?? null,
  jobCategoryKey: jobCategoryKey(target.jobCategory),
});

const latestVersion = ({ orm }: Pick<MailContext, 'orm'>, company: string, target: WordingTarget) =>
  orm.em.fork().findOne(WordingVersion, toTargetColumns(company, target), { orderBy: { version: 'desc' } });

async function append(
  context: Pick<MailContext, 'orm'>,
  { company, savedBy }: Writer,
  target: WordingTarget,
  text: WordingText | null,
): Promise<WordingVersion> {
  for (let turn = 1; ; turn += 1) {
    const latest = await latestVersion(context, company, target);
    const isInUse =
      latest !== null && latest.body === (text?.body ?? null) && latest.subject === (text?.subject ?? null);
    if (isInUse) return latest;
    const em = context.orm.em.fork();
    try {
      const id = randomUUID();
      await em.insert(WordingVersion, {
        id,
        ...toTargetColumns(company, target),
        jobCategory: target.jobCategory ?? null,
        version: (latest?.version ?? 0) + 1,
        subject: text?.subject ?? null,
        body: text?.body ?? null,
        savedAt: new Date(),
        savedBy,
      });
      return await em.findOneOrFail(WordingVersion, { id });
    } catch (error) {
      if (!(error instanceof UniqueConstraintViolationException) || turn === maxTurns) throw error;
    }
  }
}
