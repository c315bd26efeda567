export { dataRoot, root } from './paths.ts';
export { freePorts } from './ports.ts';
export { type ServiceProcess, serviceProcess } from './service-process.ts';
export { startStack } from './stack.ts';
