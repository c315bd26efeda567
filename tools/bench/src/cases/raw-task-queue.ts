export const rawTaskQueue = 'raw';
