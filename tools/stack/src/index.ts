export { dataRoot, root } from './paths.ts';
export { findFreePorts } from './ports.ts';
export { createServiceProcess, type ServiceProcess } from './service-process.ts';
export { startStack } from './start-stack.ts';
