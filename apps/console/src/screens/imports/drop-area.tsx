import { Button, FileButton, Select, Text } from '@mantine/core';
import { type DragEvent, useState } from 'react';
import { useMay } from '../../api/me.ts';
import { useFormats } from '../../i18n/dates.ts';
import { Icon } from '../../shell/icons.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import classes from './imports.module.css';
import { type SourceKind, sourceKinds } from './queries.ts';
import { useTexts } from './texts.ts';
import { type Source, useUpload } from './use-upload.ts';

const accepted = '.csv,.tsv,.txt,.xlsx,text/csv,text/tab-separated-values';
const newPrefix = 'new:';

/** Takes a file, and says from which system it comes. */
export function DropArea({ sources }: { sources: readonly Source[] }) {
  const t = useTexts();
  const { formatAside } = useFormats();
  const mayImport = useMay('imports:write');
  const mayAdd = useMay('connections:manage');
  const [isOver, setOver] = useState(false);
  const active = sources.filter(({ state }) => state === 'active');
  const [chosen, setChosen] = useState<string | null>(null);
  const choice = chosen ?? active[0]?.connection_id ?? (mayAdd ? `${newPrefix}hrmos` : null);
  const { upload, isUploading, fileName } = useUpload();

  if (!mayImport) return <Text c="dimmed">{t('mayNotImport')}</Text>;
  if (choice === null)
    return (
      <EmptyState icon="connections" title={t('noSource')}>
        {t('noSourceAdvice')}
      </EmptyState>
    );
  const take = (files: readonly File[]) => {
    const kind = choice.startsWith(newPrefix) ? (choice.slice(newPrefix.length) as SourceKind) : null;
    upload(files, kind === null ? { id: choice } : { kind, name: t(`sourceKinds.${kind}`) });
  };
  const drag = (isNowOver: boolean) => (event: DragEvent) => {
    event.preventDefault();
    setOver(isNowOver);
  };
  const groups = [
    {
      group: t('source'),
      items: sources.map(({ connection_id: value, name, state }) => ({
        value,
        label: state === 'paused' ? name + formatAside(t('paused')) : name,
        disabled: state === 'paused',
      })),
    },
    {
      group: t('addSource'),
      items: mayAdd ? sourceKinds.map((kind) => ({ value: newPrefix + kind, label: t(`sourceKinds.${kind}`) })) : [],
    },
  ].filter(({ items }) => items.length > 0);
  return (
    // The button beside it does the same for everybody else.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      aria-label={t('drop')}
      className={classes.drop}
      data-over={isOver || undefined}
      onDragEnter={drag(true)}
      onDragOver={drag(true)}
      onDragLeave={drag(false)}
      onDrop={(event) => {
        drag(false)(event);
        if (!isUploading) take([...event.dataTransfer.files]);
      }}
    >
      <Text c="dimmed" lh={0}>
        <Icon name="imports" size={32} />
      </Text>
      <div className={classes.dropText}>
        <Text fw={600} role="status">
          {isUploading ? t('uploading', { name: fileName }) : isOver ? t('dropNow') : t('drop')}
        </Text>
        <Text size="sm" c="dimmed">
          {t('dropAdvice')}
        </Text>
      </div>
      <Select
        aria-label={t('source')}
        title={t('sourceAdvice')}
        w={230}
        allowDeselect={false}
        value={choice}
        onChange={setChosen}
        data={groups}
      />
      <FileButton accept={accepted} onChange={(file) => file && take([file])}>
        {(props) => (
          <Button {...props} loading={isUploading}>
            {t('choose')}
          </Button>
        )}
      </FileButton>
    </section>
  );
}
