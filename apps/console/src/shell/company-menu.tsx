import { unwrap } from '@goen/client';
import { Button, Menu } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api } from '../api/client.ts';
import { meQuery, useMe } from '../api/me.ts';
import { Icon } from './icons.tsx';
import { tellOtherCompany } from './live-updates.ts';
import { useShellTexts } from './texts.ts';

/** For members of several companies: which one they work for. Loaded for them alone. */
export default function CompanyMenu() {
  const t = useShellTexts();
  const { member, companies } = useMe();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const choose = useMutation({
    mutationFn: (company_id: string) => unwrap(api.PUT('/v1/me/company', { body: { company_id } })),
    onSuccess: async (me) => {
      queryClient.clear();
      queryClient.setQueryData(meQuery.queryKey, me);
      tellOtherCompany();
      await navigate({ to: '/' });
    },
  });
  if (member === null) return null;
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button
          variant="default"
          size="compact-sm"
          loading={choose.isPending}
          aria-label={`${t('chooseCompany')}: ${member.company.name}`}
        >
          {member.company.name}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('chooseCompany')}</Menu.Label>
        {companies.map(({ id, name }) => (
          <Menu.Item
            key={id}
            onClick={() => choose.mutate(id)}
            disabled={id === member.company.id}
            rightSection={id === member.company.id ? <Icon name="check" size={16} /> : null}
          >
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
