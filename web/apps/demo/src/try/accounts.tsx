/**
 * The demo's accounts, to be copied, and the way to the Workspace.
 *
 * @jsxImportSource preact
 */

import type { DemoMember } from '../guide';
import { t } from '../language';
import type { Word } from '../words/en';
import { CopyButton } from './copy-button';

export function Accounts({ members }: { members: readonly DemoMember[] }) {
  return (
    <>
      <a class="main-button" href="/login" target="_blank" rel="noopener">
        {t('open-workspace')}
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M8 16 17 7m-7 0h7v7" />
        </svg>
        <span class="unseen">({t('new-tab')})</span>
      </a>
      <p class="small-print">
        <a href="/outbox" target="_blank" rel="noopener">
          {t('read-mails')}
          <span class="unseen"> ({t('new-tab')})</span>
        </a>
      </p>
      <ul class="accounts">
        {members.map(({ email, password, roles }) => (
          <li key={email}>
            <p class="roles">{roles.map(roleName).join(' · ')}</p>
            <Credential what={t('email')} value={email} />
            <Credential what={t('password')} value={password} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Credential({ what, value }: { what: string; value: string }) {
  return (
    <p class="credential">
      <span class="unseen">{what}: </span>
      <code>{value}</code>
      <CopyButton what={`${what} ${value}`} value={value} />
    </p>
  );
}

function roleName(role: string): string {
  const word = ROLES.get(role);
  return word ? t(word) : role;
}

const ROLES: ReadonlyMap<string, Word> = new Map([
  ['agent', 'role-agent'],
  ['supervisor', 'role-supervisor'],
  ['admin', 'role-admin'],
]);
