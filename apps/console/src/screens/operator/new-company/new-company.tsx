import { unwrap } from '@goen/client';
import type { NewOperatorCompany, OperatorCompanyCreated } from '@goen/client/operator';
import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { operatorApi } from '../../../api/operator.ts';
import { Icon } from '../../../shell/icons.tsx';
import { CopyField } from '../../../ui/copy-field.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Screen } from '../../../ui/screen.tsx';
import { CompanyForm } from './company-form.tsx';
import { useTexts } from './texts.ts';

type Created = OperatorCompanyCreated & { readonly ownerEmail: string };

/** A company and its first owner, who does the rest: no shell is needed. */
export function NewCompany() {
  const t = useTexts();
  const queryClient = useQueryClient();
  const [created, setCreated] = useState<Created | null>(null);
  const create = useMutation({
    mutationFn: (body: NewOperatorCompany) => unwrap(operatorApi.POST('/operator/companies', { body })),
    meta: { showsProblem: true },
    onSuccess: (answer, { owner }) => {
      setCreated({ ...answer, ownerEmail: owner.email });
      return queryClient.invalidateQueries({ queryKey: ['companies'] });
    },
  });
  return (
    <Screen title={t('title')} {...(created === null ? { about: t('about') } : {})}>
      <Stack maw={760}>
        {created === null ? (
          <CompanyForm isPending={create.isPending} error={create.error} onSubmit={(body) => create.mutate(body)} />
        ) : (
          <CreatedCompany created={created} />
        )}
      </Stack>
    </Screen>
  );
}

const nextSteps = ['invitation', 'owner', 'domain'] as const;

function CreatedCompany({ created: { company, key, ownerEmail } }: { created: Created }) {
  const t = useTexts();
  return (
    <>
      <Notice role="status" color="green" icon={<Icon name="check" />} title={t('created', { name: company.name })}>
        <Stack component="ol" gap={4} pl="lg" m={0}>
          {nextSteps.map((step) => (
            <li key={step}>
              <Text span size="sm">
                {step === 'invitation' ? t('next.invitation', { email: ownerEmail }) : t(`next.${step}`)}
              </Text>
            </li>
          ))}
        </Stack>
      </Notice>
      {key !== null && (
        <Stack gap={4}>
          <CopyField label={t('key')} value={key} />
          <Text size="sm" c="var(--goen-quiet)">
            {t('keyOnce')}
          </Text>
        </Stack>
      )}
      <Group>
        <Button component={Link} to="/operator" search={{ company: company.id } as never}>
          {t('toCompany')}
        </Button>
      </Group>
    </>
  );
}
