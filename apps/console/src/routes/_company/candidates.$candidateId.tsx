import { createFileRoute } from '@tanstack/react-router';
import { personQuery } from '../../api/person.ts';
import { Candidate } from '../../screens/candidate/candidate.tsx';

export const Route = createFileRoute('/_company/candidates/$candidateId')({
  loader: ({ context, params }) => void context.queryClient.prefetchQuery(personQuery(params.candidateId)),
  component: Candidate,
});
