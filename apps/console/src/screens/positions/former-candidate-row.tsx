import type { FormerCandidate } from '@goen/client';
import { Checkbox, Text, VisuallyHidden } from '@mantine/core';
import { useFormats } from '../../i18n/dates.ts';
import { Icon } from '../../shell/icons.tsx';
import { CandidateLink } from '../../ui/candidate-link.tsx';
import { StateBadge } from '../../ui/state-badge.tsx';
import { WithAside } from '../../ui/with-aside.tsx';
import { toPersonName } from '../../words/person-name.ts';
import { useWords } from '../../words/use-words.ts';
import classes from './positions.module.css';
import { useTexts } from './texts.ts';

type FormerCandidateRowProps = {
  person: FormerCandidate;
  isCurrent: boolean;
  isChosen: boolean;
  /** Null: nobody can be chosen. */
  onChoose: (() => void) | null;
};

/** One person beside the opening. There is no score: what they meet and do not meet is all that is said. */
export function FormerCandidateRow({ person, isCurrent, isChosen, onChoose }: FormerCandidateRowProps) {
  const t = useTexts();
  const words = useWords();
  const { formatDay } = useFormats();
  const name = toPersonName(person) ?? words('noName');
  const when = { stage: words(`stages.${person.stage}`), day: formatDay(person.last_rejected_at) };
  return (
    <div className={classes.person} data-current={isCurrent || undefined}>
      {onChoose === null ? (
        <span />
      ) : (
        <Checkbox
          mt={2}
          checked={isChosen}
          onChange={onChoose}
          disabled={!person.may_be_invited}
          aria-label={t('select', { name })}
        />
      )}
      <div>
        <Text fw={600} truncate>
          <CandidateLink id={person.id}>{name}</CandidateLink>
        </Text>
        <Text size="xs" c="dimmed" truncate>
          {person.last_job}
        </Text>
        <Text size="xs" c="dimmed" className="tabular">
          <WithAside
            text={t('rejectedAt', when)}
            aside={person.months_since === 0 ? t('thisMonth') : t('monthsAgo', { count: person.months_since })}
          />
        </Text>
      </div>
      <div>
        {person.requirements.map((requirement) => (
          <Requirement key={`${requirement.need} ${requirement.tag}`} requirement={requirement} />
        ))}
        <Text size="xs" c="dimmed">
          {[
            person.region && t(`regions.${person.region}`),
            person.experience_met === null ? null : t(`experience.${person.experience_met ? 'true' : 'false'}`),
            person.relocates ? t('relocates') : null,
            person.wants_remote ? t('wantsRemote') : null,
          ]
            .filter((part) => part !== null)
            .join(' · ')}
        </Text>
      </div>
      <Contact person={person} />
    </div>
  );
}

function Requirement({ requirement }: { requirement: FormerCandidate['requirements'][number] }) {
  const t = useTexts();
  const { need, label, met } = requirement;
  return (
    <span className={classes.tag} data-met={met}>
      <VisuallyHidden>{t(met ? 'requirementMet' : 'requirementUnmet', { need: t(need), tag: label })}</VisuallyHidden>
      <Icon name={met ? 'check' : 'close'} size={13} />
      <span aria-hidden className={classes.need}>
        {t(need)}
      </span>
      <span aria-hidden>{label}</span>
    </span>
  );
}

/** Whether they may be written to now, else every reason and until when it holds. */
function Contact({ person }: { person: FormerCandidate }) {
  const t = useTexts();
  const { formatDay } = useFormats();
  const { blocks, last_invited_at: invitedAt, revisit_on: revisitOn } = person;
  const describe = ({ reason, until }: (typeof blocks)[number]) =>
    until === null ? (
      t(`blocks.${reason}`)
    ) : (
      <WithAside text={t(`blocks.${reason}`)} aside={t('until', { day: formatDay(until) })} />
    );
  return (
    <div>
      {blocks.length > 0 && (
        <>
          <StateBadge tone="stopped">{t('blocked')}</StateBadge>
          {blocks.map((block) => (
            <Text key={block.reason} size="xs">
              {describe(block)}
            </Text>
          ))}
        </>
      )}
      {invitedAt !== null && (
        <Text size="xs" c="dimmed">
          {t('lastInvited', { day: formatDay(invitedAt) })}
        </Text>
      )}
      {revisitOn !== null && (
        <Text size="xs" c="dimmed">
          {t('revisitOn', { day: formatDay(revisitOn) })}
        </Text>
      )}
    </div>
  );
}
