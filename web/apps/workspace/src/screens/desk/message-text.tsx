/** Plain text as it was written, with web addresses as links. Nothing in it can become markup. */

import { Fragment } from 'react';
import { textParts } from './text-parts';

type Props = { readonly text: string };

export function MessageText({ text }: Props) {
  return (
    <bdi className="block wrap-anywhere whitespace-pre-wrap">
      {textParts(text).map(({ at, text: part, href }) =>
        href ? (
          <a
            key={at}
            href={href}
            target="_blank"
            rel="noopener noreferrer nofollow"
            className="text-accent underline underline-offset-2"
          >
            {part}
          </a>
        ) : (
          <Fragment key={at}>{part}</Fragment>
        ),
      )}
    </bdi>
  );
}
