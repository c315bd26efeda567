import { z } from 'zod';
import { instant } from './shared.ts';

const onboardingSteps = [
  'sender_identity',
  'sender_domain',
  'hours',
  'keeping_basis',
  'source',
  'dry_run',
  'approval',
  'colleagues',
] as const;

/** How far a company is set up. */
export const onboarding = z
  .object({
    is_complete: z.boolean().describe('nothing that is needed is open'),
    steps: z.array(
      z.object({
        step: z.enum(onboardingSteps),
        state: z
          .enum(['done', 'open', 'default', 'not_needed', 'unknown'])
          .describe('`default`: works as it is, and nobody has looked at it; `unknown`: mail-service does not answer'),
        missing: z.array(z.string()).describe('JSON Pointers into the settings, or what the domain still lacks'),
        done_at: instant.nullable().describe('when it was first done, where that is recorded'),
      }),
    ),
  })
  .meta({ id: 'Onboarding' });
export type Onboarding = z.infer<typeof onboarding>;
export type OnboardingStep = Onboarding['steps'][number];
