import { ApiError, type Me } from '@goen/client';
import type { QueryClient } from '@tanstack/react-query';
import { goToSignIn } from '../api/expired-session.ts';
import { meQuery } from '../api/me.ts';

/** Who is signed in. Nobody: leaves for the sign-in page, which leads back here. */
export async function readMe(queryClient: QueryClient): Promise<Me> {
  try {
    return await queryClient.ensureQueryData(meQuery);
  } catch (error) {
    if (!(error instanceof ApiError && error.status === 401)) throw error;
    goToSignIn();
    return new Promise(() => {}); // The page is being left.
  }
}
