import { unwrap } from '@goen/client';
import { Anchor, Text } from '@mantine/core';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../api/client.ts';
import { useMay } from '../api/me.ts';
import { defineTexts } from '../i18n/define-texts.ts';
import { Icon } from '../shell/icons.tsx';
import { Notice } from './notice.tsx';

const useTexts = defineTexts('open-correction', {
  ja: {
    title: 'ご本人から訂正のご依頼があります',
    advice: 'メールに関わる内容でないか、承認の前にご確認ください。',
    toRequests: '訂正のご依頼に回答する',
  },
  en: {
    title: 'They asked for a correction',
    advice: 'Before you approve, check whether it concerns this mail.',
    toRequests: 'Answer the request',
  },
});

const openCorrectionQuery = (candidateId: string) =>
  queryOptions({
    queryKey: ['candidates', 'open-correction', candidateId],
    queryFn: async ({ signal }) => {
      const query = { candidate_id: candidateId, limit: 1 };
      const { items } = await unwrap(api.GET('/v1/correction-requests', { params: { query }, signal }));
      return items[0] ?? null;
    },
  });

/** Says beside a mail that its candidate waits for an answer to a request for a correction; nothing otherwise. */
export function OpenCorrection({ candidateId }: { candidateId: string }) {
  const t = useTexts();
  const mayRead = useMay('candidates:read');
  const { data: request } = useQuery({ ...openCorrectionQuery(candidateId), enabled: mayRead });
  if (!request) return null;
  return (
    <Notice color="orange" icon={<Icon name="warning" />} title={t('title')}>
      <Text size="sm" style={{ whiteSpace: 'pre-wrap' }} lineClamp={4}>
        {request.text}
      </Text>
      <Text size="sm">{t('advice')}</Text>
      <Anchor component={Link} to="/requests/corrections" size="sm">
        {t('toRequests')}
      </Anchor>
    </Notice>
  );
}
