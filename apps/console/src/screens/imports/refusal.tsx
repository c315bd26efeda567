import type { Import } from '@goen/client';
import { Alert, List, Text } from '@mantine/core';
import { Icon } from '../../shell/icons.tsx';
import { japanese } from './texts.ja.ts';
import { useTexts } from './texts.ts';

type Code = keyof typeof japanese.refusals;
const isKnown = (code: string): code is Code => code in japanese.refusals;

/** Why nothing of the file can be imported. */
export function Refusal({ file: { refusal } }: { file: Pick<Import, 'refusal'> }) {
  const t = useTexts();
  if (refusal === null) return null;
  const { code, detail, line, columns = [] } = refusal;
  return (
    <Alert color="red" variant="outline" icon={<Icon name="warning" />} title={t('refusedTitle')} role="alert">
      <Text size="sm">
        {line !== null && `${t('atLine', { line })}: `}
        {isKnown(code) ? t(`refusals.${code}`) : detail}
      </Text>
      {columns.length > 0 && (
        <List size="sm" my="xs">
          {columns.map(({ field, column }) => (
            <List.Item key={field}>
              {field in japanese.fields ? t(`fields.${field as keyof typeof japanese.fields}`) : field}
              {column !== null && `: ${column}`}
            </List.Item>
          ))}
        </List>
      )}
      <Text size="sm">{t('refusedNote')}</Text>
    </Alert>
  );
}
