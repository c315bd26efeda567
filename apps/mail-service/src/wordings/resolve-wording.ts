import { createHash } from 'node:crypto';
import type { MessageRequest } from '@goen/contracts/internal';
import type { WordingText } from '@goen/contracts/public';
import { HttpProblem, type Logger } from '@goen/service-kit';
import type { Database } from '@goen/service-kit/database';
import { LRUCache } from 'lru-cache';
import { WordingVersion } from '../database/wording-version.ts';
import { getBuiltInWording } from '../rendering/built-in.ts';
import type { VersionedWording } from '../rendering/layout.ts';
import { findNearestWordingId } from './find-nearest-wording.ts';
import { type ReadWording, readWording } from './read-wording.ts';

export type WordingDeps = { readonly orm: Database; readonly logger: Logger };

type WordingRequest = Pick<MessageRequest, 'company' | 'kind' | 'locale' | 'wording'> & {
  variables: Pick<MessageRequest['variables'], 'stage' | 'jobCategory'>;
};

const maxCachedWordings = 1_000;
/** By version: the text of a version never changes. */
const cachedWordings = new LRUCache<string, ReadWording, () => ReadWording | Promise<ReadWording>>({
  max: maxCachedWordings,
  fetchMethod: (_version, _stale, { context: read }) => read(),
});

/**
 * The wording of a mail: a person's edit, else the company's nearest wording, else the built-in one. Throws 422 with the
 * positions when an edit has faults. A stored wording that violates newer rules costs no mail: the built-in one is used,
 * and the log says so.
 */
export async function resolveWording({ orm, logger }: WordingDeps, request: WordingRequest): Promise<VersionedWording> {
  const { company, kind, locale, variables, wording } = request;
  if (wording) return readEdit(kind, wording);
  const { stage, jobCategory } = variables;
  const nearestId = await findNearestWordingId(orm, { company, kind, locale, stage, jobCategory });
  if (nearestId) {
    const version = `wording:${nearestId}`;
    const read = await cachedWordings.forceFetch(version, {
      context: async () => readWording(kind, await loadText(orm, nearestId)),
    });
    if ('wording' in read) return { ...read.wording, version };
    logger.error({ wordingId: nearestId }, 'Stored wording violates the rules; using the built-in one');
  }
  return getBuiltInWording(kind, locale, stage);
}

/** The text of the wording that was resolved as `version`, as its author wrote it. */
export async function readWordingText(
  { orm }: WordingDeps,
  { kind, locale, variables, wording }: WordingRequest,
  version: string,
): Promise<WordingText> {
  if (wording) return wording;
  if (version.startsWith('wording:')) return loadText(orm, version.slice('wording:'.length));
  const { subject, body } = getBuiltInWording(kind, locale, variables.stage);
  return { subject, body };
}

async function readEdit(kind: MessageRequest['kind'], text: WordingText): Promise<VersionedWording> {
  const version = `edit:${createHash('sha256')
    .update(JSON.stringify([kind, text.subject, text.body]))
    .digest('hex')}`;
  const read = await cachedWordings.forceFetch(version, { context: () => readWording(kind, text) });
  if ('wording' in read) return { ...read.wording, version };
  const errors = read.errors.map((error) => ({ ...error, pointer: `/wording${error.pointer}` }));
  throw new HttpProblem('invalid_request', { errors });
}

/** A version in use has a text; without one `readWording` reports faults. */
async function loadText(orm: Database, id: string): Promise<WordingText> {
  const { subject, body } = await orm.em.fork().findOneOrFail(WordingVersion, { id });
  return { subject: subject ?? '', body: body ?? '' };
}
