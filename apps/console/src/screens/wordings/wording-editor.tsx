import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { withoutUndefined } from '../../api/pages.ts';
import { Icon } from '../../shell/icons.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Screen } from '../../ui/screen.tsx';
import { useWords } from '../../words/use-words.ts';
import { builtInQuery, type WordingSearch, wordingsQuery } from './queries.ts';
import { TargetFields } from './target-fields.tsx';
import type { Target } from './targets.ts';
import { useTexts } from './texts.ts';
import { WordingForm } from './wording-form.tsx';

const route = getRouteApi('/_company/wordings_/edit');

/** One wording: which mails it is for, its text beside the mail, and its versions. */
export function WordingEditor() {
  const t = useTexts();
  const words = useWords();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const target: Target = {
    kind: search.kind ?? 'rejection',
    locale: search.locale ?? 'ja',
    stage: search.stage ?? null,
    category: search.category ?? null,
  };
  const wordings = useQuery(wordingsQuery);
  const builtIn = useQuery(builtInQuery(target));
  return (
    <Screen
      title={words(`mailKinds.${target.kind}`)}
      actions={
        <Button
          variant="subtle"
          leftSection={<Icon name="back" size={18} />}
          renderRoot={(props) => <Link to="/wordings" {...props} />}
        >
          {t('back')}
        </Button>
      }
      top={
        <TargetFields
          target={target}
          onChange={({ kind, locale, stage, category }) =>
            void navigate({
              search: withoutUndefined({
                kind,
                locale,
                stage: stage ?? undefined,
                category: category ?? undefined,
              }) as WordingSearch,
            })
          }
        />
      }
    >
      <Loaded query={wordings} lines={10}>
        {(saved) => (
          <Loaded query={builtIn} lines={10}>
            {(standard) => (
              <WordingForm key={JSON.stringify(target)} target={target} wordings={saved} builtIn={standard} />
            )}
          </Loaded>
        )}
      </Loaded>
    </Screen>
  );
}
