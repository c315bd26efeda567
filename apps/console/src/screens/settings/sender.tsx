import type { CompanySettings } from '@goen/client';
import { SimpleGrid, Textarea, TextInput } from '@mantine/core';
import { DnsRecords } from './dns-records.tsx';
import { useSettingsForm } from './form-context.ts';
import { Part } from './part.tsx';
import { SettingsForm } from './settings-form.tsx';
import { useTexts } from './texts.ts';

type FieldName = keyof CompanySettings['sender'];
/** What the API writes as null when it is empty. */
const nullable: readonly FieldName[] = [
  'english_name',
  'department',
  'english_department',
  'signature',
  'english_signature',
  'english_postal_address',
  'reply_to',
];
const japanese = ['name', 'department', 'signature', 'postal_address'] as const;
const english = ['english_name', 'english_department', 'english_signature', 'english_postal_address'] as const;
const addresses = ['from_address', 'reply_to', 'contact'] as const;

/** Who writes, in both languages, and what the domain's DNS must say. */
export function Sender() {
  const t = useTexts();
  return (
    <>
      <SettingsForm>
        <SimpleGrid cols={{ base: 1, md: 2 }} style={{ alignItems: 'start' }}>
          <Part title={t('senderJapanese')} about={t('senderJapaneseAbout')}>
            {japanese.map((name) => (
              <Field key={name} name={name} />
            ))}
          </Part>
          <Part title={t('senderEnglish')} about={t('senderEnglishAbout')}>
            {english.map((name) => (
              <Field key={name} name={name} />
            ))}
          </Part>
        </SimpleGrid>
        <Part title={t('senderAddresses')}>
          {addresses.map((name) => (
            <Field key={name} name={name} />
          ))}
        </Part>
      </SettingsForm>
      <DnsRecords />
    </>
  );
}

const required: readonly FieldName[] = ['name', 'postal_address', 'contact', 'from_address'];
const isMail = (name: FieldName): boolean => name === 'from_address' || name === 'reply_to';

function Field({ name }: { name: FieldName }) {
  const t = useTexts();
  const { settings, set, errorAt, mayChange } = useSettingsForm();
  const change = (value: string) => set({ sender: { [name]: nullable.includes(name) && value === '' ? null : value } });
  const common = {
    label: t(`sender.${name}`),
    description: name === 'from_address' ? t('fromAbout') : name === 'contact' ? t('contactAbout') : undefined,
    value: settings.sender[name] ?? '',
    error: name === 'from_address' && errorAt('/sender/from_address') ? t('fromRefused') : errorAt(`/sender/${name}`),
    disabled: !mayChange,
    required: required.includes(name),
    maw: 560,
  };
  if (name === 'postal_address' || name === 'english_postal_address')
    return <Textarea {...common} autosize minRows={2} onChange={({ currentTarget }) => change(currentTarget.value)} />;
  return (
    <TextInput
      {...common}
      type={isMail(name) ? 'email' : 'text'}
      onChange={({ currentTarget }) => change(currentTarget.value)}
    />
  );
}
