/**
 * What is seldom wanted: the chat as a text file, and the other language. Opens under the header.
 *
 * @jsxImportSource preact
 */

import type { CustomerMessage } from '@rapport/customer/wire';
import { LANGUAGES } from '@rapport/customer/words';
import { useEffect, useRef } from 'preact/hooks';
import { choose, LANGUAGE_NAMES, language, t } from './language';
import { save, transcriptFile } from './transcript-file';

type Props = { title: string; messages: readonly CustomerMessage[] };

export function Options({ title, messages }: Props) {
  const box = useRef<HTMLElement>(null);
  useEffect(() => box.current?.querySelector('button')?.focus(), []);
  const keep = () => {
    const file = transcriptFile(messages, { title, you: t('you'), language: language() });
    if (file !== undefined) save(file);
  };
  return (
    <section class="options" id="options" aria-label={t('options')} ref={box}>
      {messages.length > 0 && (
        <button type="button" class="small" onClick={keep}>
          {t('save-transcript')}
        </button>
      )}
      <fieldset class="languages">
        <legend class="unseen">{t('language')}</legend>
        {LANGUAGES.map(one => (
          <button
            key={one}
            type="button"
            class="small"
            lang={one}
            aria-pressed={one === language()}
            onClick={() => choose(one)}
          >
            {LANGUAGE_NAMES[one]}
          </button>
        ))}
      </fieldset>
    </section>
  );
}
