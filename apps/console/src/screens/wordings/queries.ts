import { type MailPreview, unwrap, type Wording, type WordingText } from '@goen/client';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod/mini';
import { api } from '../../api/client.ts';
import { listQuery } from '../../api/pages.ts';
import { kinds, languages, stages, type Target } from './targets.ts';

/** As many as a page has: companies have tens of wordings. */
const pageSize = 200;

/** The search parameters of the editor: which wording. */
export const wordingSearch = z.object({
  kind: z.catch(z.optional(z.enum(kinds)), undefined),
  locale: z.catch(z.optional(z.enum(languages)), undefined),
  stage: z.catch(z.optional(z.enum(stages)), undefined),
  category: z.catch(z.optional(z.string()), undefined),
});
export type WordingSearch = z.infer<typeof wordingSearch>;

const toQuery = ({ kind, locale, stage, category }: Target) => ({
  kind,
  locale,
  ...(stage === null ? {} : { stage }),
  ...(category === null ? {} : { job_category: category }),
});
const toBody = ({ kind, locale, stage, category }: Target) => ({ kind, locale, stage, job_category: category });

/** The company's own wordings that are in use. */
export const wordingsQuery = queryOptions({
  queryKey: ['wordings', 'in-use'],
  queryFn: async ({ signal }) => {
    const items: Wording[] = [];
    let cursor: string | null = null;
    do {
      const query: { limit: number; cursor?: string } = { limit: pageSize, ...(cursor === null ? {} : { cursor }) };
      const page: { items: Wording[]; next: string | null } = await unwrap(
        api.GET('/v1/wordings', { params: { query }, signal }),
      );
      items.push(...page.items);
      cursor = page.next;
    } while (cursor !== null);
    return items;
  },
});

export const builtInQuery = ({ kind, locale, stage }: Target) =>
  queryOptions({
    queryKey: ['wordings', 'built-in', kind, locale, stage],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/v1/wordings/built-in', { params: { query: { kind, locale, stage: stage ?? 'other' } }, signal }),
      ),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const versionsQuery = (target: Target) => listQuery('wordings', '/v1/wordings/versions', toQuery(target));

export const effectQuery = (target: Target) =>
  queryOptions({
    queryKey: ['mails', 'wording-effect', target],
    queryFn: ({ signal }) => unwrap(api.GET('/v1/wordings/effect', { params: { query: toQuery(target) }, signal })),
  });

/** With a fictional person; null: the wording that is in use. */
export const wordingPreviewQuery = (target: Target, wording: WordingText | null) =>
  queryOptions({
    queryKey: ['wording-preview', target, wording],
    queryFn: async ({ signal }) => {
      const body = { ...toBody(target), wording, as: 'html' as const };
      // Only a picture is no JSON.
      return (await unwrap(api.POST('/v1/wordings/preview', { body, signal }))) as MailPreview;
    },
    gcTime: 0,
  });

export const saveWording = (target: Target, text: WordingText) =>
  unwrap(api.PUT('/v1/wordings', { body: { ...toBody(target), subject: text.subject, body: text.body } }));
export const retireWording = (target: Target) =>
  unwrap(api.DELETE('/v1/wordings', { params: { query: toQuery(target) } }));
export const sendTest = (target: Target, wording: WordingText, to: string) =>
  unwrap(api.POST('/v1/wordings/test-send', { body: { ...toBody(target), wording, to } }));
