import { type ApiScope, apiScopes, type MemberRole } from '@goen/case-store';

/** The audit log is for owners. */
const reading = apiScopes.filter((scope) => scope.endsWith(':read') && scope !== 'audit:read');

/** What a role may do is a set of the scopes that API keys have. */
export const roleScopes: Readonly<Record<MemberRole, readonly ApiScope[]>> = {
  owner: apiScopes,
  recruiter: [
    ...reading,
    'rejections:write',
    'events:write',
    'candidates:write',
    'positions:write',
    'mail:write',
    'mail:approve',
    'introductions:write',
    'imports:write',
  ],
  approver: [...reading, 'mail:write', 'mail:approve'],
  viewer: reading,
};
