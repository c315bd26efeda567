export { jobCategories } from './job-categories.ts';
export { lookupKey, normalised } from './normalise.ts';
export { orientations } from './orientations.ts';
export { neighboursOf, type Prefecture, prefectureOf, prefectures } from './prefectures.ts';
export { maxFreeTagUnits, readTag, skills, type TagReading, tagIdsOf } from './read-tag.ts';
export { sensitiveSubjectOf } from './sensitive.ts';
export { tagLabel } from './tag-label.ts';
export type { TagEntry } from './tag-table.ts';
