export type { ImportActivities, ImportDecision, ImportRef, ImportStep } from './activities.ts';
