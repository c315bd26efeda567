export { jobCategories } from './job-categories.ts';
export { orientations } from './orientations.ts';
export { findPrefectureId, listNeighbours, prefectures } from './prefectures.ts';
export {
  isOverrulable,
  isOverruled,
  type OverruledKeys,
  readTag,
  type SensitiveReading,
  type TagReading,
  toSearchedTagId,
  toTagIds,
} from './read-tag.ts';
export { findSensitiveSubject } from './sensitive-subjects.ts';
export { skills } from './skills.ts';
export { suggestTags } from './suggest-tags.ts';
export { toTagLabel } from './tag-label.ts';
