import { createFileRoute } from '@tanstack/react-router';
import { Imports } from '../../screens/imports/imports.tsx';
import { importsQuery, importsSearch, sourcesQuery } from '../../screens/imports/queries.ts';

export const Route = createFileRoute('/_company/imports')({
  validateSearch: importsSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => {
    void context.queryClient.prefetchQuery(sourcesQuery);
    void context.queryClient.prefetchInfiniteQuery(importsQuery(deps));
  },
  component: Imports,
});
