import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { lazy } from 'react';
import { askedQuestion } from '../ui/confirm.ts';
import { WhenAsked } from '../ui/when-asked.tsx';
import { queryClient, router } from './router.ts';
import { colorSchemeManager, theme } from './theme.ts';

const ConfirmDialog = lazy(() => import('../ui/confirm-dialog.tsx'));

export function App({ nonce }: { nonce: string }) {
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      colorSchemeManager={colorSchemeManager}
      getStyleNonce={() => nonce}
    >
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
        <Notifications position="bottom-right" />
        <WhenAsked store={askedQuestion} component={ConfirmDialog} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
