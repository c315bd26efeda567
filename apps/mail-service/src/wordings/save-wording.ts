import { randomUUID } from 'node:crypto';
import type { WordingTarget } from '@goen/contracts/internal';
import type { WordingText } from '@goen/contracts/public';
import { HttpProblem } from '@goen/service-kit';
import type { Database } from '@goen/service-kit/database';
import { UniqueConstraintViolationException } from '@mikro-orm/core';
import { WordingVersion } from '../database/wording-version.ts';
import { checkWording } from './check-wording.ts';
import { jobCategoryKey } from './find-nearest-wording.ts';

export type WordingAuthor = { readonly company: string; readonly savedBy: string };

/** Concurrent saves compete for the next version; losing more often than this is no coincidence. */
const maxAttempts = 5;

/**
 * Saves a new version of the company's wording, used from the next mail on. Saving the text that is already in use
 * creates none. Throws 422 with the position of each fault.
 */
export async function saveWording(
  orm: Database,
  author: WordingAuthor,
  target: WordingTarget,
  text: WordingText,
): Promise<WordingVersion> {
  const errors = await checkWording(target.kind, target.locale, text);
  if (errors.length > 0) throw new HttpProblem('invalid_request', { errors });
  return appendVersion(orm, author, target, text);
}

/** The next nearest wording, or the built-in one, is used from now on; all versions stay. Null when none was in use. */
export async function retireWording(
  orm: Database,
  author: WordingAuthor,
  target: WordingTarget,
): Promise<WordingVersion | null> {
  const latest = await findLatestVersion(orm, author.company, target);
  return latest === null || latest.body === null ? null : appendVersion(orm, author, target, null);
}

const toTargetColumns = (company: string, target: WordingTarget) => ({
  companyId: company,
  kind: target.kind,
  locale: target.locale,
  stage: target.stage ?? null,
  jobCategoryKey: jobCategoryKey(target.jobCategory),
});

const findLatestVersion = (orm: Database, company: string, target: WordingTarget) =>
  orm.em.fork().findOne(WordingVersion, toTargetColumns(company, target), { orderBy: { version: 'desc' } });

async function appendVersion(
  orm: Database,
  { company, savedBy }: WordingAuthor,
  target: WordingTarget,
  text: WordingText | null,
): Promise<WordingVersion> {
  const { subject, body } = text ?? { subject: null, body: null };
  for (let attempt = 1; ; attempt += 1) {
    const latest = await findLatestVersion(orm, company, target);
    if (latest !== null && latest.body === body && latest.subject === subject) return latest;
    const em = orm.em.fork();
    try {
      const id = randomUUID();
      await em.insert(WordingVersion, {
        id,
        ...toTargetColumns(company, target),
        jobCategory: target.jobCategory ?? null,
        version: (latest?.version ?? 0) + 1,
        subject,
        body,
        savedAt: new Date(),
        savedBy,
      });
      return await em.findOneOrFail(WordingVersion, { id });
    } catch (error) {
      if (!(error instanceof UniqueConstraintViolationException) || attempt === maxAttempts) throw error;
    }
  }
}
