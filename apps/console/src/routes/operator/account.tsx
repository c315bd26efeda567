import { createFileRoute } from '@tanstack/react-router';
import { Account } from '../../screens/account/account.tsx';

export const Route = createFileRoute('/operator/account')({ component: Account });
