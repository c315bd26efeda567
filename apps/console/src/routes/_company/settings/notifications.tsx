import { createFileRoute } from '@tanstack/react-router';
import { Notifications } from '../../../screens/notifications/notifications.tsx';

export const Route = createFileRoute('/_company/settings/notifications')({ component: Notifications });
