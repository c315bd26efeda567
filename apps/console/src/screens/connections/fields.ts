import { useLanguage } from '../../i18n/language.ts';
import { englishFields, englishKeys, englishOptions } from './guides.en.ts';
import { japaneseFields, japaneseKeys, japaneseOptions } from './guides.ja.ts';

type Schema = {
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
  readonly default?: unknown;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly propertyNames?: Schema;
  readonly required?: readonly string[];
};

/** A setting or secret of a system, from its JSON Schema. */
export type Field = {
  readonly name: string;
  /** `map`: ours → theirs; `columns`: of a file, in order; `group`: settings of their own; `other`: no input. */
  readonly type: 'text' | 'date' | 'number' | 'yes' | 'choice' | 'texts' | 'map' | 'columns' | 'group' | 'other';
  readonly isRequired: boolean;
  readonly schema: Schema;
};

export function readFields(given: object): Field[] {
  const { properties = {}, required = [] } = given as Schema;
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    type: toType(schema),
    isRequired: required.includes(name),
    schema,
  }));
}

function toType({ type, format, enum: options, items, properties, propertyNames }: Schema): Field['type'] {
  if (options !== undefined) return 'choice';
  if (type === 'boolean') return 'yes';
  if (type === 'integer') return 'number';
  if (type === 'array' && items?.type === 'string') return 'texts';
  if (type === 'array' && items?.properties?.['header'] !== undefined) return 'columns';
  if (type === 'object' && propertyNames?.enum !== undefined) return 'map';
  if (type === 'object' && properties !== undefined) return 'group';
  if (type === 'string') return format === 'date' ? 'date' : 'text';
  return 'other';
}

/** Settings without what was begun and left empty. */
export function withoutEmpty(settings: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(settings).flatMap(([name, value]) => {
      if (value === '' || value === undefined) return [];
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[name, value]];
      return [[name, withoutEmpty(value as Record<string, unknown>)]];
    }),
  );
}

/** How a field, its options and the keys of a map are called. */
export function useFieldTexts() {
  const isJapanese = useLanguage() === 'ja';
  const fields = isJapanese ? japaneseFields : englishFields;
  const options = isJapanese ? japaneseOptions : englishOptions;
  const keys = isJapanese ? japaneseKeys : englishKeys;
  return {
    describe: (name: string) => fields[name] ?? { label: name },
    nameOption: (option: string) => options[option] ?? option,
    nameKey: (key: string) => keys[key] ?? key,
  };
}
