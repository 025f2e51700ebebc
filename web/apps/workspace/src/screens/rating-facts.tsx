/** What a customer has said of a session (DK08): the score, and in their own words why. */

import type { RatingView } from '@rapport/live/wire';
import { useTranslation } from 'react-i18next';
import { Fact } from './facts';

type Props = { readonly rating: RatingView };

export function RatingFacts({ rating: { score, scale, tags = [], comment } }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <Fact name={t('records.satisfaction')}>★ {t('rating.of', { score, scale })}</Fact>
      {tags.length > 0 && (
        <Fact name={t('rating.tags')}>
          <bdi>{tags.join(', ')}</bdi>
        </Fact>
      )}
      {comment && (
        <Fact name={t('rating.comment')}>
          <bdi className="whitespace-pre-wrap break-words">{comment}</bdi>
        </Fact>
      )}
    </>
  );
}
