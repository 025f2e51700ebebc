/** The addresses of the Workspace (AC04: /voice and /desk lead straight into its two halves). */

import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { Frame } from '../frame/frame';
import { Desk } from '../screens/desk/desk';
import { Fault, Missing } from '../screens/fault';
import { Home } from '../screens/home/home';
import { Login } from '../screens/login/login';
import { placeDue } from '../screens/login/next-place';
import { Ready } from '../screens/ready/ready';
import { Records } from '../screens/records/records';
import { Voice } from '../screens/voice/voice';
import { isSignedIn, useLogin } from '../state/login';
import { usePreferences } from '../state/preferences';
import { fromSearch, loginSearch, recordsSearch } from './search';

const root = createRootRoute({
  component: Outlet,
});

const login = createRoute({
  getParentRoute: () => root,
  path: '/login',
  component: Login,
  validateSearch: loginSearch,
});

// Fetched when they are opened: most sign-ins need none of them.
const forgotPassword = createRoute({
  getParentRoute: () => root,
  path: '/forgot-password',
  component: lazyRouteComponent(() => import('../screens/login/forgot-password'), 'ForgotPassword'),
});
const resetPassword = createRoute({
  getParentRoute: () => root,
  path: '/reset',
  component: lazyRouteComponent(() => import('../screens/login/reset-password'), 'ResetPassword'),
});
const setUp = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  component: lazyRouteComponent(() => import('../screens/login/set-up'), 'SetUp'),
});

const outbox = createRoute({
  getParentRoute: () => root,
  path: '/outbox',
  component: lazyRouteComponent(() => import('../screens/outbox/outbox'), 'Outbox'),
});

const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  beforeLoad: async ({ location }) => {
    if (await isSignedIn()) return;
    throw redirect({
      to: '/login',
      search: location.pathname === '/' ? {} : { from: location.href },
    });
  },
});

/** What may be due before the Workspace opens; each leads on to the next, and at last to where one wanted to go. */
const firstPassword = createRoute({
  getParentRoute: () => signedIn,
  path: '/first-password',
  validateSearch: fromSearch,
  component: lazyRouteComponent(() => import('../screens/login/first-password'), 'FirstPassword'),
});
const setUpCode = createRoute({
  getParentRoute: () => signedIn,
  path: '/set-up-code',
  validateSearch: fromSearch,
  component: lazyRouteComponent(() => import('../screens/login/set-up-code'), 'SetUpCode'),
});
const chooseApplication = createRoute({
  getParentRoute: () => signedIn,
  path: '/choose-application',
  validateSearch: fromSearch,
  component: lazyRouteComponent(
    () => import('../screens/login/choose-application'),
    'ChooseApplication',
  ),
});

const framed = createRoute({
  getParentRoute: () => signedIn,
  id: 'framed',
  component: Frame,
  beforeLoad: ({ location }) => {
    const { myself } = useLogin.getState();
    const due = myself && placeDue(myself);
    if (due) {
      throw redirect({
        to: due,
        search: location.pathname === '/' ? {} : { from: location.href },
      });
    }
    if (location.pathname === '/ready') return;
    // AC06: first use asks for the microphone before anything rings.
    if (useLogin.getState().fresh && usePreferences.getState().voice === 'undecided') {
      throw redirect({ to: '/ready', search: { from: location.href } });
    }
  },
});

const home = createRoute({ getParentRoute: () => framed, path: '/', component: Home });
const voice = createRoute({ getParentRoute: () => framed, path: '/voice', component: Voice });
// Fetched when it is opened: many groups have no voicemail.
const voicemails = createRoute({
  getParentRoute: () => framed,
  path: '/voice/voicemails',
  component: lazyRouteComponent(() => import('../screens/voicemails/voicemails'), 'Voicemails'),
});
const desk = createRoute({ getParentRoute: () => framed, path: '/desk', component: Desk });
const ready = createRoute({
  getParentRoute: () => framed,
  path: '/ready',
  component: Ready,
  validateSearch: fromSearch,
});
const records = createRoute({
  getParentRoute: () => framed,
  path: '/records',
  component: Records,
  validateSearch: recordsSearch,
});

// Fetched when they are opened: most shifts never do.
const Settings = lazyRouteComponent(() => import('../screens/settings/settings'), 'Settings');
const settings = createRoute({
  getParentRoute: () => framed,
  path: '/settings',
  component: Settings,
});
const settingsSection = createRoute({
  getParentRoute: () => framed,
  path: '/settings/$section',
  component: Settings,
});
/** Any other address: the frame stays, and with it a call that runs. */
const nowhere = createRoute({ getParentRoute: () => framed, path: '$', component: Missing });

const tree = root.addChildren([
  login,
  forgotPassword,
  resetPassword,
  setUp,
  outbox,
  signedIn.addChildren([
    firstPassword,
    setUpCode,
    chooseApplication,
    framed.addChildren([
      home,
      voice,
      voicemails,
      desk,
      records,
      ready,
      settings,
      settingsSection,
      nowhere,
    ]),
  ]),
]);

export const router = createRouter({
  routeTree: tree,
  defaultPreload: false,
  // Of the route that broke: what stands round it, a running call above all, stays.
  defaultErrorComponent: Fault,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
