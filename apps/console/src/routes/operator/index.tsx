import { createFileRoute } from '@tanstack/react-router';
import { Companies } from '../../screens/operator/companies/companies.tsx';
import { companiesQuery, companySearch } from '../../screens/operator/companies/queries.ts';

export const Route = createFileRoute('/operator/')({
  validateSearch: companySearch,
  loaderDeps: ({ search: { q } }) => ({ q }),
  loader: ({ context, deps }) => void context.queryClient.prefetchInfiniteQuery(companiesQuery(deps)),
  component: Companies,
});
