export { dataRoot, root } from './paths.ts';
export { freePorts, type Ports } from './ports.ts';
export { databasePassword, loadSecrets } from './secrets.ts';
export { type ServiceProcess, type ServiceSpec, serviceProcess } from './service-process.ts';
export { type Stack, startStack } from './stack.ts';
