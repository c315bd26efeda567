import { businessSkills } from './skills-business.ts';
import { technologySkills } from './skills-technology.ts';
import type { TagEntry } from './tag-table.ts';

export const skills: readonly TagEntry[] = [...technologySkills, ...businessSkills];
