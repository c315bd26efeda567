import { createFileRoute } from '@tanstack/react-router';
import { Audit } from '../../../screens/audit/audit.tsx';
import { auditSearch } from '../../../screens/audit/queries.ts';

export const Route = createFileRoute('/_company/settings/audit')({ validateSearch: auditSearch, component: Audit });
