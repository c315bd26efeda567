export { findFreePort, isPortFree } from './find-free-port.ts';
export { provision, type ServiceDatabase, type ServiceUrls } from './provision.ts';
export { type PostgresServer, removePostgresData, startPostgres } from './server.ts';
