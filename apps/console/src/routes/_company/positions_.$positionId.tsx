import { createFileRoute } from '@tanstack/react-router';
import { Position } from '../../screens/positions/position.tsx';
import { positionQuery, positionSearch } from '../../screens/positions/queries.ts';

export const Route = createFileRoute('/_company/positions_/$positionId')({
  validateSearch: positionSearch,
  loader: ({ context, params }) => void context.queryClient.prefetchQuery(positionQuery(params.positionId)),
  component: Position,
});
