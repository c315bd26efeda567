import { tanstackRouter } from '@tanstack/router-plugin/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** `npx vite` shows the page from here, with everything else from a gateway that runs. */
const gateway = process.env.GATEWAY_URL ?? 'http://127.0.0.1:4000';

export default defineConfig({
  base: '/console/',
  plugins: [
    tanstackRouter({
      target: 'react',
      autoCodeSplitting: true,
      addExtensions: true,
      quoteStyle: 'single',
      semicolons: true,
    }),
    react(),
  ],
  // The gateway puts a nonce of its own into each page, and allows nothing inline without it.
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    target: 'es2023',
    // Browsers that know `light-dark()`: what stands in for it elsewhere does not follow Mantine's schemes.
    cssTarget: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    // What is measured is the first page, compressed: `console_kb` of the house check.
    chunkSizeWarningLimit: 2_000,
  },
  server: { host: '127.0.0.1', proxy: Object.fromEntries(['/v1', '/operator', '/sign-in', '/setup'].map(toProxy)) },
});

/** The gateway answers sessions only when they come from its own address. */
function toProxy(path: string) {
  return [path, { target: gateway, headers: { origin: gateway } }] as const;
}
