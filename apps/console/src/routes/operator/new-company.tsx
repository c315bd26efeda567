import { createFileRoute } from '@tanstack/react-router';
import { NewCompany } from '../../screens/operator/new-company/new-company.tsx';

export const Route = createFileRoute('/operator/new-company')({ component: NewCompany });
