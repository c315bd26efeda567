import type { Wording } from '@goen/client';
import { VisuallyHidden } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { withoutUndefined } from '../../api/pages.ts';
import { Icon } from '../../shell/icons.tsx';
import { useWords } from '../../words/use-words.ts';
import { findNearest, findOwn, type Target } from './targets.ts';
import { useTexts } from './texts.ts';
import classes from './wordings.module.css';

type WordingLinkProps = { wordings: readonly Wording[]; target: Target; label: string };

/** To one wording: whether it is the company's own, comes from a wider target, or is the built-in one. */
export function WordingLink({ wordings, target, label }: WordingLinkProps) {
  const t = useTexts();
  const words = useWords();
  const own = findOwn(wordings, target);
  const fallback = findNearest(wordings, target) ? 'inherited' : 'builtIn';
  const look = own ? 'own' : fallback;
  const state = own ? t('ownVersion', { version: own.version }) : t(fallback);
  const { kind, locale, stage, category } = target;
  return (
    <Link
      to="/wordings/edit"
      search={withoutUndefined({ kind, locale, stage: stage ?? undefined, category: category ?? undefined })}
      className={classes.cell}
      data-look={look}
      preload={false}
    >
      <VisuallyHidden>
        {t('cell', {
          kind: words(`mailKinds.${kind}`),
          stage: stage === null ? t('everyStage') : words(`stages.${stage}`),
          category: category ?? t('everyCategory'),
          language: words(`locales.${locale}`),
        })}{' '}
      </VisuallyHidden>
      {label !== '' && <span className={classes.cellLabel}>{label} </span>}
      <span className={classes.cellState}>
        {own && <Icon name="pen" size={13} />}
        {state}
      </span>
    </Link>
  );
}
