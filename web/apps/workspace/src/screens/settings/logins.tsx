/** Where this member is signed in; each login can be ended from here, this one by Logout. */

import type { LoginView } from '@rapport/live/wire';
import { Button } from '@rapport/ui/components/button';
import { shortDateAndTime } from '@rapport/ui/format/time';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Monitor } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { askToLogOut } from '../../frame/leave-dialog';
import { endLogin, listLogins } from '../../state/account';
import { serverNow } from '../../state/timed';
import { useAttempt } from '../attempt';
import { FormFailure } from '../form-failure';
import { Panel } from './panel';

const QUERY = ['logins'];

export function Logins() {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery({ queryKey: QUERY, queryFn: listLogins });
  if (error) {
    return (
      <Panel>
        <div className="flex flex-wrap items-center gap-3 p-4">
          <p role="alert" className="flex-1">
            {t('logins.failed')}
          </p>
          <Button onClick={() => void refetch()}>{t('records.try-again')}</Button>
        </div>
      </Panel>
    );
  }
  return (
    <Panel>
      <div>
        <p className="px-4 pt-3 text-ink-soft">{t('logins.why')}</p>
        <ul className="divide-y divide-line">
          {data?.map(login => (
            <Row key={login.id} login={login} />
          ))}
        </ul>
      </div>
    </Panel>
  );
}

function Row({ login }: { readonly login: LoginView }) {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const attempt = useAttempt();
  const [asking, setAsking] = useState(false);
  const browser = login.browser || t('logins.unknown-browser');
  const time = (at: number) => shortDateAndTime(at, serverNow(), i18n.language);
  const end = async () => {
    if (await attempt.run(() => endLogin(login.id))) {
      await queries.invalidateQueries({ queryKey: QUERY });
    }
  };
  return (
    <li className="grid gap-2 px-4 py-3">
      <FormFailure attempt={attempt} />
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Monitor aria-hidden className="size-5 shrink-0 text-ink-faint" />
        <div className="min-w-40 flex-1">
          <p className="font-medium">
            {browser}
            {login.current && (
              <span className="ml-2 rounded-full bg-accent/10 px-2 py-0.5 text-accent text-xs">
                {t('logins.this')}
              </span>
            )}
          </p>
          <p className="digits text-ink-faint text-sm">
            {t('logins.times', { seen: time(login.last_seen), since: time(login.created) })}
            {login.address && ` · ${login.address}`}
          </p>
        </div>
        {login.current ? (
          <Button size="small" onClick={askToLogOut}>
            {t('account.logout')}
          </Button>
        ) : (
          <Button
            size="small"
            look={asking ? 'end' : 'outline'}
            busy={attempt.busy}
            aria-label={asking ? undefined : t('logins.end-one', { browser })}
            onBlur={() => setAsking(false)}
            onClick={() => (asking ? void end() : setAsking(true))}
          >
            {t(asking ? 'logins.end-again' : 'logins.end')}
          </Button>
        )}
      </div>
    </li>
  );
}
