import { createFileRoute } from '@tanstack/react-router';
import { MailQueue } from '../../screens/mail-queue/mail-queue.tsx';
import { mailSearch, mailsQuery } from '../../screens/mail-queue/queries.ts';

export const Route = createFileRoute('/_company/mails')({
  validateSearch: mailSearch,
  loaderDeps: ({ search: { mail: _mail, ...filters } }) => filters,
  loader: ({ context, deps }) => void context.queryClient.prefetchInfiniteQuery(mailsQuery(deps)),
  component: MailQueue,
});
