import { createFileRoute } from '@tanstack/react-router';
import { Today } from '../../screens/today/today.tsx';

export const Route = createFileRoute('/_company/')({ component: Today });
