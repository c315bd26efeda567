import type { Wording } from '@goen/client';
import { Button, Group, Paper, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { useMay } from '../../api/me.ts';
import { useWords } from '../../words/use-words.ts';
import { languages, listCategories, resultKinds, stages } from './targets.ts';
import { useTexts } from './texts.ts';
import { WordingLink } from './wording-link.tsx';
import classes from './wordings.module.css';

/** The results by stage, language and category, the plain one beside the one with an invitation. */
export function ResultGrid({ wordings }: { wordings: readonly Wording[] }) {
  const t = useTexts();
  const words = useWords();
  const [added, setAdded] = useState<readonly string[]>([]);
  const saved = listCategories(wordings.filter(({ kind }) => resultKinds.some((result) => result === kind)));
  const categories = [null, ...saved, ...added.filter((category) => !saved.includes(category))];
  return (
    <Paper withBorder p="md" component="section" aria-label={t('results')}>
      <Title order={2}>{t('results')}</Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t('resultsAdvice')}
      </Text>
      {/* Scrolled by keys, too. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={classes.scroll} role="region" aria-label={t('results')} tabIndex={0}>
        <table className={classes.grid}>
          <thead>
            <tr>
              <th scope="col">{t('category')}</th>
              <th scope="col">{t('language')}</th>
              <th scope="col">{t('everyStage')}</th>
              {stages.map((stage) => (
                <th key={stage} scope="col">
                  {words(`stages.${stage}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {categories.flatMap((category) =>
              languages.map((locale) => (
                <tr key={`${category} ${locale}`} data-first={locale === 'ja' || undefined}>
                  {locale === 'ja' && (
                    <th scope="rowgroup" rowSpan={2}>
                      {category ?? t('everyCategory')}
                    </th>
                  )}
                  <td>{words(`locales.${locale}`)}</td>
                  {[null, ...stages].map((stage) => (
                    <td key={stage}>
                      <div className={classes.pair}>
                        {resultKinds.map((kind) => (
                          <WordingLink
                            key={kind}
                            wordings={wordings}
                            target={{ kind, locale, stage, category }}
                            label={t(`versions.${kind}`)}
                          />
                        ))}
                      </div>
                    </td>
                  ))}
                </tr>
              )),
            )}
          </tbody>
        </table>
      </div>
      <AddCategory onAdd={(category) => setAdded([...added, category])} />
    </Paper>
  );
}

function AddCategory({ onAdd }: { onAdd: (category: string) => void }) {
  const t = useTexts();
  const mayWrite = useMay('mail:write');
  const [text, setText] = useState('');
  if (!mayWrite) return null;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() === '') return;
        onAdd(text.trim());
        setText('');
      }}
    >
      <Group align="end" gap="xs" mt="md">
        <TextInput
          label={t('addCategory')}
          description={t('addCategoryAdvice')}
          value={text}
          maxLength={200}
          miw={280}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
        <Button type="submit" variant="default" disabled={text.trim() === ''}>
          {t('add')}
        </Button>
      </Group>
    </form>
  );
}
