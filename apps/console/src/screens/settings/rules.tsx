import { NumberInput } from '@mantine/core';
import { useWords } from '../../words/use-words.ts';
import {
  ChoiceSetting,
  LinesField,
  ListSetting,
  NumberSetting,
  SwitchField,
  SwitchSetting,
  TextSetting,
} from './fields.tsx';
import { useSettingsForm } from './form-context.ts';
import { Part, PartGrid } from './part.tsx';
import { SettingsForm } from './settings-form.tsx';
import { useTexts } from './texts.ts';

/** Who approves, who sends results, and what candidates may ask for. */
export function Rules() {
  const t = useTexts();
  const words = useWords();
  return (
    <SettingsForm>
      <PartGrid>
        <Part title={t('approval')} about={t('approvalAbout')}>
          <ChoiceSetting
            name="approval"
            label={t('approvalMode')}
            choices={{ required: t('approvalModes.required'), automatic: t('approvalModes.automatic') }}
          />
          <SwitchSetting name="four_eyes" label={t('fourEyes')} description={t('fourEyesAbout')} />
          <ChoiceSetting
            name="personal_note_from"
            label={t('noteFrom')}
            description={t('noteFromAbout')}
            choices={{
              documents: t('fromStage', { stage: words('stages.documents') }),
              interview: t('fromStage', { stage: words('stages.interview') }),
              final: t('fromStage', { stage: words('stages.final') }),
            }}
            none={t('noNote')}
          />
          <TextSetting
            name="recruiter_email"
            label={t('recruiterEmail')}
            description={t('recruiterEmailAbout')}
            isNullable
            type="email"
          />
        </Part>
        <Part title={t('results')} about={t('resultsAbout')}>
          <ChoiceSetting
            name="result_mail"
            label={t('resultMail')}
            choices={{ goen: t('resultMails.goen'), ats: t('resultMails.ats') }}
          />
          <SwitchSetting name="invites_with_rejection" label={t('invites')} description={t('invitesAbout')} />
          <ChoiceSetting name="locale" label={t('locale')} choices={{ ja: '日本語', en: 'English' }} />
          <ChoiceSetting
            name="basis"
            label={t('basis')}
            description={t('basisAbout')}
            choices={{ address_notified: t('bases.address_notified'), opt_in: t('bases.opt_in') }}
          />
        </Part>
        <Part title={t('feedback')} about={t('feedbackAbout')}>
          <Feedback />
        </Part>
        <Part title={t('applications')}>
          <NumberSetting
            name="waiting_after_business_days"
            label={t('waiting')}
            description={t('waitingAbout')}
            suffix={t('unit.businessDays')}
            min={1}
            max={60}
          />
          <NumberSetting
            name="page_link_months"
            label={t('pageLink')}
            description={t('pageLinkAbout')}
            suffix={t('unit.months')}
            min={1}
            max={60}
          />
          <ListSetting name="agency_sources" label={t('agencySources')} description={t('agencySourcesAbout')} />
          <ListSetting name="agency_domains" label={t('agencyDomains')} description={t('agencyDomainsAbout')} />
        </Part>
      </PartGrid>
    </SettingsForm>
  );
}

function Feedback() {
  const t = useTexts();
  const { settings, set, errorAt, mayChange } = useSettingsForm();
  const { feedback, experience } = settings;
  return (
    <>
      <SwitchField
        label={t('feedbackEnabled')}
        checked={feedback.enabled}
        onChange={(checked) => set({ feedback: { enabled: checked } })}
      />
      <NumberInput
        label={t('feedbackDue')}
        value={feedback.due_business_days}
        onChange={(value) => typeof value === 'number' && set({ feedback: { due_business_days: value } })}
        error={errorAt('/feedback/due_business_days')}
        suffix={t('unit.businessDays')}
        min={1}
        max={20}
        allowDecimal={false}
        disabled={!mayChange}
        maw={360}
      />
      <LinesField
        label={t('feedbackPhrases')}
        description={t('feedbackPhrasesAbout')}
        value={feedback.phrases}
        onChange={(phrases) => set({ feedback: { phrases } })}
        error={errorAt('/feedback/phrases')}
        isDisabled={!mayChange}
      />
      <SwitchField
        label={t('experienceEnabled')}
        description={t('experienceAbout')}
        checked={experience.enabled}
        onChange={(checked) => set({ experience: { enabled: checked } })}
      />
    </>
  );
}
