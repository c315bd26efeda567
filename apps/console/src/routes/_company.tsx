import { createFileRoute, redirect } from '@tanstack/react-router';
import { CompanyScreens } from '../shell/company-screens.tsx';
import { readMe } from '../shell/read-me.ts';

export const Route = createFileRoute('/_company')({
  beforeLoad: async ({ context, location }) => {
    const me = await readMe(context.queryClient);
    if (me.member === null && me.is_operator && location.pathname === '/') throw redirect({ to: '/operator' });
  },
  component: CompanyScreens,
});
