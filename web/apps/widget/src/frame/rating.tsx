/**
 * What the customer thinks of the chat (DK08): asked while it goes on or after its end, answered once, on whatever page. It takes
 * no focus: whoever writes goes on writing.
 *
 * @jsxImportSource preact
 */

import type { LiveCustomer } from '@rapport/customer/live-customer';
import type { CustomerRating, CustomerSession, SatisfactionForm } from '@rapport/customer/wire';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { FrameWord } from '../words/frame-en';
import { language, t } from './language';
import './rating.css';

type Props = {
  live: LiveCustomer;
  session: CustomerSession | undefined;
  form: () => Promise<SatisfactionForm | undefined>;
};

export function Rating({ live, session, form: load }: Props) {
  const [form, know] = useState<SatisfactionForm>();
  const [skipped, skip] = useState<string>();
  const [answeredHere, setAnsweredHere] = useState(false);
  const rating = session?.rating;
  const isAsked = rating !== undefined && (rating.score !== undefined || rating.until > Date.now());
  const id = session?.id ?? '';

  useEffect(() => {
    if (isAsked && form === undefined) void load().then(know);
  }, [isAsked, form, load]);

  const shown = isAsked && form !== undefined && id !== skipped;
  const isOpen = shown && rating.score === undefined;
  return (
    <>
      <p class="unseen" role="status">
        {isOpen ? said(form.question) : ''}
      </p>
      {isOpen && (
        <Card
          key={id}
          {...{ live, form, rating }}
          session={id}
          onSkip={() => skip(id)}
          onSent={() => setAnsweredHere(true)}
        />
      )}
      {shown && rating.score !== undefined && (
        <Rated form={form} score={rating.score} takesFocus={answeredHere} />
      )}
    </>
  );
}

type CardProps = {
  live: LiveCustomer;
  session: string;
  form: SatisfactionForm;
  rating: CustomerRating;
  onSkip: () => void;
  onSent: () => void;
};

function Card({ live, session, form, rating, onSkip, onSent }: CardProps) {
  const [score, choose] = useState<number>();
  const [tags, setTags] = useState<readonly string[]>([]);
  const [comment, write] = useState('');
  const [problem, tell] = useState<FrameWord>();
  const [busy, setBusy] = useState(false);

  const send = async () => {
    if (score === undefined || busy) return;
    setBusy(true);
    const answer = { session, score, tags: [...tags], comment: comment.trim() };
    const { outcome } = await live.act({ command: 'rate', ...answer });
    setBusy(false);
    if (outcome === 'done') onSent();
    if (outcome === 'lost') tell('rate-lost');
    if (outcome === 'refused') tell('rate-refused');
  };
  const toggle = (tag: string) =>
    setTags(tags.includes(tag) ? tags.filter(other => other !== tag) : [...tags, tag]);

  return (
    <form
      class="rating"
      aria-labelledby="rating-question"
      onSubmit={event => {
        event.preventDefault();
        void send();
      }}
    >
      <h2 id="rating-question">{said(form.question)}</h2>
      <fieldset aria-labelledby="rating-question">
        <div class="scores">
          {scores(rating).map(each => (
            <label key={each} title={word(form, rating, each)}>
              <input
                type="radio"
                name="score"
                checked={score === each}
                aria-label={`${each} – ${word(form, rating, each)}`}
                onChange={() => choose(each)}
              />
              {each}
            </label>
          ))}
        </div>
        <p class="chosen" aria-hidden>
          {score === undefined ? '' : word(form, rating, score)}
        </p>
      </fieldset>
      {score !== undefined && form.tags.length > 0 && (
        <fieldset>
          <legend>{t('rate-tags')}</legend>
          <div class="tags">
            {form.tags.map(said).map(tag => (
              <label key={tag}>
                <input type="checkbox" checked={tags.includes(tag)} onChange={() => toggle(tag)} />
                {tag}
              </label>
            ))}
          </div>
        </fieldset>
      )}
      {score !== undefined && form.comment && (
        <textarea
          rows={2}
          maxLength={COMMENT_MAX}
          value={comment}
          aria-label={t('rate-comment')}
          placeholder={t('rate-comment')}
          onInput={event => write(event.currentTarget.value)}
        />
      )}
      {problem && (
        <p class="problem" role="alert">
          {t(problem)}
        </p>
      )}
      <div class="choices">
        <button type="button" class="small" onClick={onSkip}>
          {t('rate-skip')}
        </button>
        <button type="submit" class="small is-chief" disabled={score === undefined || busy}>
          {t('rate-send')}
        </button>
      </div>
    </form>
  );
}

type RatedProps = { form: SatisfactionForm; score: number; takesFocus: boolean };

/** Where the button was that has the focus, so that it is not lost. */
function Rated({ form, score, takesFocus }: RatedProps) {
  const place = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (takesFocus) place.current?.focus();
  }, [takesFocus]);
  return (
    <p class="rated" role="status" tabIndex={-1} ref={place}>
      {said(form.thanks)} {t('rated', { score })}
    </p>
  );
}

function scores({ scale }: CustomerRating): number[] {
  return Array.from({ length: scale }, (_, place) => place + 1);
}

/** The form may be of another scale by now: then a number says it all. */
function word(form: SatisfactionForm, { scale }: CustomerRating, score: number): string {
  const words = form.scores.length === scale ? form.scores[score - 1] : undefined;
  return words === undefined ? `${score} / ${scale}` : said(words);
}

function said(text: { en: string; zh: string }): string {
  return language() === 'en' ? text.en : text.zh;
}

const COMMENT_MAX = 1000;
