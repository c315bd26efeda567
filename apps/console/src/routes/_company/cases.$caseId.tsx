import { unwrap } from '@goen/client';
import { createFileRoute, redirect } from '@tanstack/react-router';
import { api } from '../../api/client.ts';

/** Facts and entries know a case; people are shown as candidates. */
export const Route = createFileRoute('/_company/cases/$caseId')({
  preload: false,
  loader: async ({ params: { caseId }, abortController: { signal } }) => {
    const init = { params: { path: { id: caseId } }, signal };
    const { candidate_id: candidateId } = await unwrap(api.GET('/v1/cases/{id}', init));
    throw redirect({ to: '/candidates/$candidateId', params: { candidateId }, replace: true });
  },
});
