import type { Registration } from '@goen/client';
import { ActionIcon, Button, Group, Title } from '@mantine/core';
import { useMay } from '../../api/me.ts';
import { useFormats } from '../../i18n/dates.ts';
import { Icon } from '../../shell/icons.tsx';
import { CandidateLink } from '../../ui/candidate-link.tsx';
import { confirm } from '../../ui/confirm.ts';
import { Facts } from '../../ui/facts.tsx';
import { DetailActions, DetailContent } from '../../ui/list-detail.tsx';
import { When } from '../../ui/when.tsx';
import { useActorName } from '../../words/use-actor-name.ts';
import { ConfirmForm } from './confirm-form.tsx';
import { RegistrationState, useName } from './registration-row.tsx';
import { useTexts } from './texts.ts';
import { useDecide } from './use-decide.ts';

type RegistrationDetailProps = { registration: Registration; onBack: () => void; onDecided: () => void };

/** Who registered, and the question whether they were rejected. */
export function RegistrationDetail({ registration, onBack, onDecided }: RegistrationDetailProps) {
  const t = useTexts();
  const name = useName(registration);
  const mayDecide = useMay('rejections:write');
  const { state, confirmed_how: how } = registration;
  return (
    <>
      {mayDecide && state === 'confirmed' && how === 'by_hand' && (
        <Withdraw registration={registration} onDecided={onDecided} />
      )}
      <DetailContent>
        <Group gap="xs" wrap="nowrap">
          <ActionIcon variant="subtle" onClick={onBack} hiddenFrom="md" aria-label={t('back')}>
            <Icon name="back" />
          </ActionIcon>
          <Title order={2}>{name}</Title>
          <RegistrationState registration={registration} />
        </Group>
        <RegistrationFacts registration={registration} />
        <CandidateLink id={state === 'confirmed' ? registration.candidate_id : null}>
          {t('openCandidate')}
        </CandidateLink>
        {mayDecide && state === 'unconfirmed' && <ConfirmForm registration={registration} onDecided={onDecided} />}
      </DetailContent>
    </>
  );
}

function RegistrationFacts({ registration }: { registration: Registration }) {
  const t = useTexts();
  const { formatTime, formatAside } = useFormats();
  const actorName = useActorName();
  const {
    expires_at: expires,
    application_id: applicationId,
    confirmed_how: how,
    decided_at: decidedAt,
  } = registration;
  return (
    <Facts
      facts={[
        [t('email'), registration.email],
        [t('job'), registration.job_name],
        [t('prefecture'), registration.prefecture],
        [t('application'), applicationId && applicationId + formatAside(t('applicationNote'))],
        [t('consent'), t(`consents.${registration.relay_consent}`)],
        [t('registered'), <When key="at" at={registration.registered_at} />],
        [
          t('expires'),
          expires && (
            <>
              <When at={expires} isRelative />
              {formatAside(t('expiresNote'))}
            </>
          ),
        ],
        [
          t('decided'),
          decidedAt &&
            [
              t('decidedBy', { name: actorName(registration.decided_by), time: formatTime(decidedAt) }),
              ...(how === null ? [] : [t(`confirmedHow.${how}`)]),
            ].join(' · '),
        ],
      ]}
    />
  );
}

function Withdraw({ registration, onDecided }: Omit<RegistrationDetailProps, 'onBack'>) {
  const t = useTexts();
  const name = useName(registration);
  const work = useDecide(onDecided);
  const ask = async () => {
    const question = { title: t('withdrawTitle', { name }), consequence: t('withdrawAdvice'), action: t('withdraw') };
    if (await confirm({ ...question, isDangerous: true })) work.mutate([{ id: registration.id, action: 'withdraw' }]);
  };
  return (
    <DetailActions>
      <Button variant="default" onClick={() => void ask()} loading={work.isPending}>
        {t('withdraw')}
      </Button>
    </DetailActions>
  );
}
