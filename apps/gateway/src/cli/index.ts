export { type AdminContext, closeAdmin, openAdmin } from './admin-context.ts';
export { AdminError } from './admin-error.ts';
export { createCompany, createCompanyIn } from './companies.ts';
export { createConnection } from './connections.ts';
export { addDemoPeople, type DemoPerson } from './demo-people.ts';
export { createKey, createKeyIn, revokeKey } from './keys.ts';
export { setLicence } from './licence.ts';
export { addMember, addStaff, requestLink } from './people.ts';
export { openPosition } from './positions.ts';
