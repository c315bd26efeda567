import { createFileRoute } from '@tanstack/react-router';
import { SettingsFrame } from '../../screens/settings/settings-frame.tsx';

export const Route = createFileRoute('/_company/settings')({ component: SettingsFrame });
