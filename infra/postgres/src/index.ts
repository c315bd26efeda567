export { findFreePort } from './find-free-port.ts';
export {
  type DatabaseNames,
  provision,
  type ServiceDatabase,
  type ServiceUrls,
  serviceDatabases,
} from './provision.ts';
export { type PostgresServer, removePostgresData, startPostgres } from './server.ts';
