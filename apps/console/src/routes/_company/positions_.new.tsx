import { createFileRoute } from '@tanstack/react-router';
import { NewPosition } from '../../screens/positions/new-position.tsx';

export const Route = createFileRoute('/_company/positions_/new')({ component: NewPosition });
