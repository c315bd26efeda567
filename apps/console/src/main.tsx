import './shell/mantine.css';
import '@mantine/notifications/styles.css';
import './shell/base.css';
import { setNonce } from 'get-nonce';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { followTyping } from './api/typed-text.ts';
import { App } from './shell/app.tsx';
import { listenToKeys } from './shell/keyboard.ts';
import { tellNewVersion } from './shell/stale-deployment.ts';

const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
setNonce(nonce); // react-remove-scroll, inside dialogs, adds a style element of its own.
listenToKeys();
followTyping();

const root = document.querySelector('#root');
if (root === null) throw new Error('The page has no #root');
createRoot(root).render(
  <StrictMode>
    <App nonce={nonce} />
  </StrictMode>,
);
tellNewVersion();
