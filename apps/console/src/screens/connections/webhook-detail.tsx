import type { WebhookEndpoint } from '@goen/client';
import { ActionIcon, Alert, Group, Title } from '@mantine/core';
import { useState } from 'react';
import { Icon } from '../../shell/icons.tsx';
import { CopyField } from '../../ui/copy-field.tsx';
import { Facts } from '../../ui/facts.tsx';
import { DetailContent } from '../../ui/list-detail.tsx';
import { When } from '../../ui/when.tsx';
import { DeliveryLog } from './delivery-log.tsx';
import { EditWebhook } from './edit-webhook.tsx';
import { EndpointState } from './endpoint-state.tsx';
import { toTextKey } from './event-types.ts';
import { useTexts } from './texts.ts';
import { WebhookActions } from './webhook-actions.tsx';

type WebhookDetailProps = {
  endpoint: WebhookEndpoint;
  /** Only right after it was issued. */
  secret: string | null;
  onSecret: (secret: string) => void;
  onBack: () => void;
};

export function WebhookDetail({ endpoint, secret, onSecret, onBack }: WebhookDetailProps) {
  const t = useTexts();
  const [isEditing, setEditing] = useState(false);
  const { id, url, description, state, disabled_because: why } = endpoint;
  return (
    <>
      <WebhookActions
        endpoint={endpoint}
        isEditing={isEditing}
        setEditing={setEditing}
        onSecret={onSecret}
        onDeleted={onBack}
      />
      <DetailContent>
        <Group gap="xs" wrap="nowrap">
          <ActionIcon variant="subtle" onClick={onBack} hiddenFrom="md" aria-label={t('back')}>
            <Icon name="back" />
          </ActionIcon>
          <Title order={2}>{description ?? url}</Title>
          <EndpointState state={state} />
        </Group>
        {secret !== null && (
          <Alert color="orange" variant="outline" icon={<Icon name="warning" />} title={t('secretOnce')}>
            <CopyField label={t('signingSecret')} value={secret} />
          </Alert>
        )}
        {why === 'gone' && (
          <Alert color="red" variant="outline" icon={<Icon name="warning" />} title={t('gone')}>
            {t('goneAdvice')}
          </Alert>
        )}
        {isEditing ? (
          <EditWebhook endpoint={endpoint} onDone={() => setEditing(false)} />
        ) : (
          <Figures endpoint={endpoint} />
        )}
        <DeliveryLog endpointId={id} />
      </DetailContent>
    </>
  );
}

function Figures({ endpoint }: { endpoint: WebhookEndpoint }) {
  const t = useTexts();
  const { url, types, format, previous_secret_until: until } = endpoint;
  return (
    <Facts
      facts={[
        [t('format'), t(`formats.${format}`)],
        [t('url'), url],
        [
          t('types'),
          types.length === 0 ? t('allTypes') : types.map((type) => t(`events.${toTextKey(type)}`)).join('、'),
        ],
        [t('oldSecret'), until === null ? null : <When key="until" at={until} />],
        [
          t('lastDelivered'),
          endpoint.last_delivered_at === null ? t('never') : <When key="delivered" at={endpoint.last_delivered_at} />,
        ],
        [t('lastFailed'), endpoint.last_failed_at === null ? null : <When key="failed" at={endpoint.last_failed_at} />],
      ]}
    />
  );
}
