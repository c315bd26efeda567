import { createFileRoute } from '@tanstack/react-router';
import { Account } from '../../screens/account/account.tsx';

export const Route = createFileRoute('/_company/account')({ component: Account });
