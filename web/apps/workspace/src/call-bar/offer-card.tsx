/**
 * What is known about the offer that rings, above the call bar. A call's buttons are in the bar below it; a session,
 * which has no bar, has them here. It takes no focus.
 */

import type { SessionView } from '@rapport/live/wire';
import { clockFace } from '@rapport/ui/format/duration';
import { join } from '@rapport/ui/join';
import { Hash, Hourglass, MessagesSquare, PhoneIncoming, Route, User, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import { askerIn, type CustomerOffer, type Offer, offerIn, offerTag } from '../incoming/offer';
import { connection, usePicture } from '../state/live';
import { useScreen } from '../state/screen';
import { lastMessage } from '../state/sessions';
import { useTimed } from '../state/timed';
import { CameBy } from './came-by';
import { NoteText } from './hand-over-note';
import { Handed } from './handed';
import { SessionOffer } from './session-offer';

export function OfferCard() {
  const offer = usePicture(useShallow(offerIn));
  const inDesk = useScreen(screen => screen.inDesk);
  if (!offer) return null;
  return (
    <div
      className={join(
        'pointer-events-none absolute right-0 bottom-full z-30 flex w-full justify-end p-2',
        // Who is writing keeps the composer and its button.
        inDesk && 'max-lg:pb-20',
      )}
    >
      <Card key={offerTag(offer)} offer={offer} />
    </div>
  );
}

function Card({ offer }: { readonly offer: Offer }) {
  const { t } = useTranslation();
  const { kind, contact, terms } = offer;
  const { fence } = terms;
  // F26: a server that does not hear this within two seconds gives the offer to somebody else.
  useEffect(() => connection.tell({ type: 'offer-seen', contact, fence }), [contact, fence]);
  const isSession = kind === 'session';
  const Icon = isSession ? MessagesSquare : PhoneIncoming;
  return (
    <section
      aria-label={t(isSession ? 'desk.new-region' : 'call.details')}
      className="pointer-events-auto w-76 max-w-full overflow-hidden rounded-xl bg-raised shadow-high motion-safe:animate-rise"
    >
      <p className="tinted-strong flex items-center gap-2 px-4 py-2.5 font-semibold [--tint:var(--available)]">
        <Icon aria-hidden className="size-4 text-available motion-safe:animate-pulse-soft" />
        {t(headingOf(offer))}
      </p>
      <div className="px-4 pt-3 pb-3.5">
        {offer.kind === 'internal' ? <Name name={offer.colleague.name} /> : <Known offer={offer} />}
        {offer.kind === 'session' && <SessionOffer offer={offer} />}
      </div>
    </section>
  );
}

function headingOf({ kind, terms }: Offer) {
  switch (kind) {
    case 'session':
      return 'desk.new-region';
    case 'internal':
      return 'internal.incoming';
    case 'call':
      return askerIn(terms) ? 'consult.incoming' : 'call.incoming';
  }
}

function Name({ name }: { readonly name: string }) {
  return (
    <p className="truncate font-semibold text-lg">
      <bdi>{name}</bdi>
    </p>
  );
}

/** What is known of the customer and of the way here. */
function Known({ offer }: { readonly offer: CustomerOffer }) {
  const { t } = useTranslation();
  const { kind, contact, customer, group, entry, cameBy, terms, note } = offer;
  const isCall = kind === 'call';
  const asker = askerIn(terms);
  return (
    <>
      <Name name={asker?.name ?? customer.name} />
      {!asker && customer.number && customer.number !== customer.name && (
        <p className="digits text-ink-soft">
          <bdi>{customer.number}</bdi>
        </p>
      )}
      {terms.handed && !asker && (
        <div className="mt-2">
          <Handed handed={terms.handed} />
        </div>
      )}
      <NoteText note={note} />
      {!isCall && <Preview contact={contact} />}
      <dl className="mt-2.5 grid gap-1.5">
        {asker && (
          <Fact icon={User} name={t('consult.customer')}>
            <bdi>{customer.name}</bdi>
          </Fact>
        )}
        <Fact icon={Hash} name={t(isCall ? 'call.dialled' : 'session.channel')}>
          <bdi className="digits">{entry}</bdi>
        </Fact>
        <Fact icon={Users} name={t('call.group')}>
          {group.name}
        </Fact>
        {cameBy && (
          <Fact icon={Route} name={t('call.came-by')}>
            <CameBy by={cameBy} />
          </Fact>
        )}
        {!asker && (
          <Fact icon={Hourglass} name={t('call.waited')}>
            <Waited arrived={terms.made - terms.waited} />
          </Fact>
        )}
      </dl>
    </>
  );
}

type FactProps = {
  readonly icon: typeof Hash;
  readonly name: string;
  readonly children: ReactNode;
};

function Fact({ icon: Icon, name, children }: FactProps) {
  return (
    <div className="flex items-center gap-2">
      <Icon aria-hidden className="size-4 shrink-0 text-ink-faint" />
      <dt className="w-28 shrink-0 text-ink-faint">{name}</dt>
      <dd className="min-w-0 flex-1 truncate font-medium">{children}</dd>
    </div>
  );
}

/** Goes on while it rings. */
function Waited({ arrived }: { readonly arrived: number }) {
  const time = useTimed(now => clockFace(now - arrived));
  return <span className="digits">{time}</span>;
}

function Preview({ contact }: { readonly contact: SessionView['id'] }) {
  const text = usePicture(picture => lastMessage(picture, contact)?.text);
  if (!text) return null;
  return (
    <p className="mt-1 line-clamp-2 border-line border-l-2 pl-2.5 text-ink-soft">
      <bdi>{text}</bdi>
    </p>
  );
}
