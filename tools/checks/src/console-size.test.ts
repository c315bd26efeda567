import { expect, test } from 'vitest';
import { listFiles } from './console-size.ts';

test('the first page is its chunks, what they import at once, and their styles', () => {
  const manifest = {
    'index.html': { file: 'index.js', css: ['index.css'] },
    'start?split': { file: 'start.js', imports: ['_shared.js', 'index.html'] },
    '_shared.js': { file: 'shared.js', imports: ['start?split'], css: ['shared.css', 'index.css'] },
    'later?split': { file: 'later.js' },
  };
  const files = ['index.html', 'start?split', 'unknown?split'];
  expect(listFiles(manifest, files)).toEqual(['index.js', 'index.css', 'start.js', 'shared.js', 'shared.css']);
});
