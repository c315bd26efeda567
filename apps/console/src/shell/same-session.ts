import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useMe } from '../api/me.ts';

/** Who works in this browser from now on; null: nobody. The sign-in page says so, too. */
type Message = { readonly email: string | null };
/** One for the page: what it says itself does not come back to it. */
const channel = new BroadcastChannel('goen-session');

export const tellSignedOut = (): void => channel.postMessage({ email: null } satisfies Message);

/** All tabs have one session: nothing of the last person stays on the screen, and nobody acts in the name of another. */
export function useSameSession(): void {
  const { email } = useMe();
  const queryClient = useQueryClient();
  useEffect(() => {
    const take = ({ data }: MessageEvent<Message>) => {
      // Nothing of where they were is kept: they signed out.
      if (data.email === null) window.location.assign('/sign-in');
      else if (data.email === email) void queryClient.invalidateQueries();
      else window.location.reload();
    };
    channel.addEventListener('message', take);
    return () => channel.removeEventListener('message', take);
  }, [email, queryClient]);
}
