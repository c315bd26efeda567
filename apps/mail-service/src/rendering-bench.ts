// Measures rendering of mails that share their wording and sender: node src/rendering-bench.ts [mails]
import { getBuiltInWording } from './rendering/built-in.ts';
import { renderMail } from './rendering/render-mail.ts';
import { createSampleInput } from './rendering/sample.ts';

const mails = Number(process.argv[2] ?? 20_000);
const wording = getBuiltInWording('rejection_relay', 'ja', 'interview');
const sample = createSampleInput({ kind: 'rejection_relay', locale: 'ja', stage: 'interview' });

async function render(count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    const variables = {
      ...sample.variables,
      pageUrl: `https://goen.example/c/${index}`,
      jobNames: [`求人${index % 50}`],
    };
    await renderMail(wording, { ...sample, to: { familyName: `髙橋${index}` }, variables });
  }
}

await render(500);
const startedAt = performance.now();
await render(mails);
process.stdout.write(`${((performance.now() - startedAt) / mails).toFixed(4)} ms per mail over ${mails} mails\n`);
