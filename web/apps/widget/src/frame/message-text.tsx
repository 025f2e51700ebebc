/**
 * A message's text: plain text and links as nodes, never HTML. `bdi` keeps direction marks from leaking out.
 *
 * @jsxImportSource preact
 */

import { linkify } from '@rapport/customer/links';
import { t } from './language';

export function MessageText({ text }: { text: string }) {
  return (
    <bdi class="text">
      {linkify(text).map(piece =>
        piece.piece === 'text' ? (
          piece.text
        ) : (
          <a key={piece.at} href={piece.href} target="_blank" rel="noopener noreferrer nofollow">
            {piece.text}
            <span class="unseen"> ({t('opens-new-tab')})</span>
          </a>
        ),
      )}
    </bdi>
  );
}
