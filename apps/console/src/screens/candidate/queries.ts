import { type CandidateChange, type ErasureOrder, type SaveRevisit, type Tag, unwrap } from '@goen/client';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client.ts';

/** Places where the certificate waits for other systems: they answer within minutes. */
const certificateMs = 10_000;
const shownMails = 100;

export const caseQuery = (id: string) =>
  queryOptions({
    queryKey: ['cases', id],
    queryFn: ({ signal }) => unwrap(api.GET('/v1/cases/{id}', { params: { path: { id } }, signal })),
  });

export const mailsOfPersonQuery = (candidate_id: string) =>
  queryOptions({
    queryKey: ['messages', 'of-person', candidate_id],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/v1/messages', { params: { query: { candidate_id, limit: shownMails } }, signal })),
  });

export const introductionsQuery = (candidate_id: string) =>
  queryOptions({
    queryKey: ['introductions', 'of-person', candidate_id],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/v1/referred-introductions', { params: { query: { candidate_id } }, signal })),
  });

export const invitationsQuery = (candidate_id: string) =>
  queryOptions({
    queryKey: ['re_invitations', 'of-person', candidate_id],
    queryFn: ({ signal }) => unwrap(api.GET('/v1/re-invitations', { params: { query: { candidate_id } }, signal })),
  });

export const positionQuery = (id: string) =>
  queryOptions({
    queryKey: ['positions', id],
    queryFn: ({ signal }) => unwrap(api.GET('/v1/positions/{id}', { params: { path: { id } }, signal })),
  });

/** Tags of the pool whose name contains the text, for a field that suggests them. */
export const poolTagsQuery = (q: string, kind: Tag['kind'] | undefined) =>
  queryOptions({
    queryKey: ['candidates', 'tags', q, kind],
    queryFn: ({ signal }) => {
      const query = { ...(q === '' ? {} : { q }), ...(kind === undefined ? {} : { kind }) };
      return unwrap(api.GET('/v1/candidates/tags', { params: { query }, signal }));
    },
  });

export const certificateQuery = (id: string) =>
  queryOptions({
    queryKey: ['candidates', id, 'erasure'],
    queryFn: async ({ signal }) => {
      const certificate = await unwrap(api.GET('/v1/candidates/{id}/erasure', { params: { path: { id } }, signal }));
      if (typeof certificate === 'string') throw new TypeError('Only `format=html` asks for a page.');
      return certificate;
    },
    refetchInterval: ({ state }) => (state.data?.complete === false ? certificateMs : false),
  });

/** What members do about one candidate. */
export const toPersonCalls = (id: string) => {
  const path = { id };
  return {
    correct: (body: CandidateChange) => unwrap(api.PATCH('/v1/candidates/{id}', { params: { path }, body })),
    addNote: (text: string) => unwrap(api.POST('/v1/candidates/{id}/notes', { params: { path }, body: { text } })),
    removeNote: (note_id: string) =>
      unwrap(api.DELETE('/v1/candidates/{id}/notes/{note_id}', { params: { path: { id, note_id } } })),
    saveRevisit: (body: SaveRevisit) => unwrap(api.PUT('/v1/candidates/{id}/revisit', { params: { path }, body })),
    removeRevisit: () => unwrap(api.DELETE('/v1/candidates/{id}/revisit', { params: { path } })),
    stopMails: (asked_via: ErasureOrder['asked_via']) =>
      unwrap(api.POST('/v1/candidates/{id}/stop-mails', { params: { path }, body: { asked_via } })),
    erase: (body: ErasureOrder) => unwrap(api.POST('/v1/candidates/{id}/erasure', { params: { path }, body })),
  };
};
export type PersonCalls = ReturnType<typeof toPersonCalls>;
