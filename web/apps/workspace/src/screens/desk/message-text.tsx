/** Plain text as it was written, with web addresses as links. Nothing in it can become markup. */

import { linkify } from '@rapport/customer/links';
import { Fragment } from 'react';

type Props = { readonly text: string };

export function MessageText({ text }: Props) {
  return (
    <bdi className="block wrap-anywhere whitespace-pre-wrap">
      {linkify(text).map(piece =>
        piece.piece === 'link' ? (
          <a
            key={piece.at}
            href={piece.href}
            target="_blank"
            rel="noopener noreferrer nofollow"
            className="text-accent underline underline-offset-2"
          >
            {piece.text}
          </a>
        ) : (
          <Fragment key={piece.at}>{piece.text}</Fragment>
        ),
      )}
    </bdi>
  );
}
