import { createFileRoute } from '@tanstack/react-router';
import { registrationsQuery, templateSearch } from '../../screens/template/queries.ts';
import { Template } from '../../screens/template/template.tsx';

export const Route = createFileRoute('/_company/template')({
  validateSearch: templateSearch,
  loaderDeps: ({ search: { state } }) => ({ state }),
  loader: ({ context, deps }) => void context.queryClient.prefetchInfiniteQuery(registrationsQuery(deps.state)),
  component: Template,
});
