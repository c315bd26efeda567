import { createFileRoute } from '@tanstack/react-router';
import { ImportDetail } from '../../screens/imports/import-detail.tsx';
import { importQuery, importSearch } from '../../screens/imports/queries.ts';

export const Route = createFileRoute('/_company/imports_/$importId')({
  validateSearch: importSearch,
  loader: ({ context, params }) => void context.queryClient.prefetchQuery(importQuery(params.importId)),
  component: ImportDetail,
});
