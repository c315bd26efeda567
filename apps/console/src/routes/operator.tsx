import { createFileRoute } from '@tanstack/react-router';
import { OperatorScreens } from '../shell/operator-screens.tsx';
import { readMe } from '../shell/read-me.ts';

export const Route = createFileRoute('/operator')({
  beforeLoad: async ({ context }) => void (await readMe(context.queryClient)),
  component: OperatorScreens,
});
