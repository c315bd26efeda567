/** Proper names are the same in every language; what is not here is shown as the API calls it. */
const names: Readonly<Record<string, string>> = {
  herp: 'HERP Hire',
  hrmos: 'HRMOS採用',
  jobcan: 'ジョブカン採用管理',
  greenhouse: 'Greenhouse',
  zoho_recruit: 'Zoho Recruit',
  zoho_recruit_crm: 'Zoho Recruit (CRM)',
  standard_webhooks: 'Standard Webhooks',
  api: 'API',
  file: 'CSV / Excel',
  any_file: 'CSV / Excel',
  hubspot: 'HubSpot',
  talentcloud: 'TalentCloud',
  resend: 'Resend',
  sendgrid: 'SendGrid',
  smtp: 'SMTP',
  sandbox: 'Sandbox',
};

export const vendorName = (kind: string): string => names[kind] ?? kind;
