/**
 * A picture of the chat, as large as the frame: the browser's own modal box, so that Escape closes it and gives the focus back.
 *
 * @jsxImportSource preact
 */

import type { FileView } from '@rapport/customer/wire';
import { translator } from '@rapport/customer/words';
import { render } from 'preact';
import { type FilesWord, filesEn } from '../../words/files-en';
import { filesZhCn } from '../../words/files-zh-cn';
import { language } from '../language';
import './viewer.css';

/** `onSave` is absent while the server does not give it out yet. */
export function openViewer(
  { name }: FileView,
  source: string,
  onSave: (() => void) | undefined,
): void {
  const words = language() === 'en' ? filesEn : filesZhCn;
  const t = translator<FilesWord>(words, language());
  const box = document.createElement('dialog');
  box.className = 'viewer';
  box.setAttribute('aria-label', name);
  // The chat is minimised by Escape; this one is for the picture alone.
  box.addEventListener('keydown', event => event.stopPropagation());
  box.addEventListener('close', () => {
    render(null, box);
    box.remove();
  });
  render(
    <>
      <img src={source} alt={name} />
      <div>
        <bdi>{name}</bdi>
        {onSave && (
          <button type="button" class="small" onClick={onSave}>
            {t('save')}
          </button>
        )}
        <button type="button" class="small" onClick={() => box.close()}>
          {t('close')}
        </button>
      </div>
    </>,
    box,
  );
  document.body.append(box);
  box.showModal();
}
