/** Starts the Workspace. */

import { startWords } from '@rapport/ui/i18n/i18n';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { boot } from './app/boot';
import { router } from './app/router';
import { setNavigator } from './state/screen';
import './styles.css';

declare global {
  interface Window {
    /** Set by `too-old.js`, whose words are on the page then. */
    readonly rapportTooOld?: true;
  }
}

async function start(place: HTMLElement): Promise<void> {
  const queries = new QueryClient({
    defaultOptions: { queries: { retry: 1, staleTime: 5_000 } },
  });
  await startWords();
  setNavigator(to => router.history.push(to));
  boot();
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  );
}

const place = document.getElementById('root');
if (!place) throw new Error('the page has no root');
if (!window.rapportTooOld) await start(place);
