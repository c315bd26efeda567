import { createFileRoute } from '@tanstack/react-router';
import { Audit } from '../../screens/operator/audit/audit.tsx';
import { auditQuery, auditSearch } from '../../screens/operator/audit/queries.ts';

export const Route = createFileRoute('/operator/audit')({
  validateSearch: auditSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => void context.queryClient.prefetchInfiniteQuery(auditQuery(deps)),
  component: Audit,
});
