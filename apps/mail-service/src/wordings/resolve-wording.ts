import { createHash } from 'node:crypto';
import type { MessageRequest } from '@goen/contracts/internal';
import type { WordingText } from '@goen/contracts/public';
import { HttpProblem } from '@goen/service-kit';
import { LRUCache } from 'lru-cache';
import { WordingVersion } from '../database/wording-version.ts';
import type { MailContext } from '../mail-context.ts';
import { getBuiltInWording } from '../rendering/built-in.ts';
import type { VersionedWording } from '../rendering/layout.ts';
import { findNearestWordingId } from './find-nearest-wording.ts';
import { type ReadWording, readWording } from './read-wording.ts';

type Asked = Pick<MessageRequest, 'company' | 'kind' | 'locale' | 'wording'> & {
  variables: Pick<MessageRequest['variables'], 'stage' | 'jobCategory'>;
};

const maxReadWordings = 1_000;
/** By version: what a version says never changes. */
const readWordings = new LRUCache<string, ReadWording, () => ReadWording | Promise<ReadWording>>({
  max: maxReadWordings,
  fetchMethod: (_version, _stale, { context: read }) => read(),
});

/**
 * The words of a mail: a person's edit, else the company's nearest, else the built-in. Throws 422 with the places when
 * an edit has faults. What was stored when other rules held costs no mail: the built-in goes out, and the log says so.
 */
export async function resolveWording(
  context: Pick<MailContext, 'orm' | 'logger'>,
  asked: Asked,
): Promise<VersionedWording> {
  const { kind, locale, variables, wording } = asked;
  if (wording) return readEdit(kind, wording);
  const nearest = await findNearestWordingId(context, {
    company: asked.company,
    kind,
    locale,
    stage: variables.stage,
    jobCategory: variables.jobCategory,
  });
  if (nearest) {
    const version = `wording:${nearest}`;
    const read = await readWordings.forceFetch(version, {
      context: async () => readWording(kind, await textOf(context, nearest)),
    });
    if ('wording' in read) return { ...read.wording, version };
    context.logger.error({ wordingId: nearest }, 'a stored wording can’t be used any more; the built-in goes out');
  }
  return getBuiltInWording(kind, locale, variables.stage);
}

async function readEdit(kind: MessageRequest['kind'], text: WordingText): Promise<VersionedWording> {
  const version = `edit:${createHash('sha256')
    .update(JSON.stringify([kind, text.subject, text.body]))
    .digest('hex')}`;
  const read = await readWordings.forceFetch(version, { context: () => readWording(kind, text) });
  if ('wording' in read) return { ...read.wording, version };
  const errors = read.errors.map((error) => ({ ...error, pointer: `/wording${error.pointer}` }));
  throw new HttpProblem('invalid_request', { errors });
}

/** A version in use has its words; one without them is a fault that `readWording` tells. */
async function textOf({ orm }: Pick<MailContext, 'orm'>, id: string): Promise<WordingText> {
  const { subject, body } = await orm.em.fork().findOneOrFail(WordingVersion, { id });
  return { subject: subject ?? '', body: body ?? '' };
}
