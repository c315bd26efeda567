import { createFileRoute } from '@tanstack/react-router';
import { EditPosition } from '../../screens/positions/edit-position.tsx';
import { positionQuery } from '../../screens/positions/queries.ts';

export const Route = createFileRoute('/_company/positions_/$positionId_/edit')({
  loader: ({ context, params }) => void context.queryClient.prefetchQuery(positionQuery(params.positionId)),
  component: EditPosition,
});
