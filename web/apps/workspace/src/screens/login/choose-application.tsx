/** W1b: a member of several applications says where to work now. The last one stands first in the keyboard's way. */

import type { MyApplication } from '@rapport/live/wire';
import { Avatar } from '@rapport/ui/components/avatar';
import { Button } from '@rapport/ui/components/button';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { chooseApplication, logOut, useLogin } from '../../state/login';
import { AccountPage } from '../account-page';
import { useAttempt } from '../attempt';
import { FormFailure } from '../form-failure';
import { nextPlace } from './next-place';

export function ChooseApplication() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { from } = useSearch({ from: '/signed-in/choose-application' });
  const applications = useLogin(({ myself }) => myself?.applications ?? NONE);
  const preselected = applications.find(({ last }) => last) ?? applications[0];
  const [chosen, setChosen] = useState(preselected?.id);
  const attempt = useAttempt();
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!chosen) return;
    await attempt.run(async () => {
      await navigate(nextPlace(await chooseApplication(chosen), from));
    });
  };
  return (
    <AccountPage wide title={t('choose.title')} why={t('choose.why')}>
      <form className="grid gap-4" onSubmit={event => void submit(event)}>
        <FormFailure attempt={attempt} />
        <fieldset className="grid gap-2">
          <legend className="sr-only">{t('choose.title')}</legend>
          {applications.map(application => (
            <Choice
              key={application.id}
              application={application}
              chosen={application.id === chosen}
              onChoose={() => setChosen(application.id)}
            />
          ))}
        </fieldset>
        <div className="grid gap-2">
          <Button submits look="primary" size="large" busy={attempt.busy}>
            {t('choose.submit')}
          </Button>
          <Button look="quiet" onClick={() => void attempt.run(logOut)}>
            {t('account.sign-out')}
          </Button>
        </div>
      </form>
    </AccountPage>
  );
}

const NONE: readonly MyApplication[] = [];

type ChoiceProps = {
  readonly application: MyApplication;
  readonly chosen: boolean;
  readonly onChoose: () => void;
};

function Choice({ application: { id, name, roles, last }, chosen, onChoose }: ChoiceProps) {
  const { t } = useTranslation();
  return (
    <label className="flex cursor-pointer items-center gap-3 rounded-lg border border-edge/60 px-3 py-2.5 hover:bg-hover has-checked:border-accent has-checked:bg-accent/8 has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2">
      <input
        type="radio"
        name="application"
        checked={chosen}
        onChange={onChoose}
        className="size-4 shrink-0 outline-none"
      />
      <Avatar id={id} name={name} />
      <span className="grid min-w-0 flex-1">
        <span className="truncate font-medium">{name}</span>
        <span className="text-ink-faint text-sm">
          {roles.map(role => t(`role.${role}`)).join(' · ')}
        </span>
      </span>
      {last && <span className="text-ink-faint text-xs">{t('choose.last')}</span>}
    </label>
  );
}
