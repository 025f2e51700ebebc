//! RC01: one record opened, with all that is known of the contact.

use acd::{ApplicationId, ContactId, Event, Fence, Timestamp};

use crate::journal::Journaled;
use crate::row::Row;
use crate::statement::{Statement, statement};
use crate::{
    HandOverNote, Message, Offer, PressedKey, ReadError, Record, Recording, Segment, Seq,
    SessionRating, Store, Strain, attachment, hand_over_note, message, offer, pressed_key, record,
    recording, segment, session_rating, strain,
};

#[derive(Clone, Debug, PartialEq)]
pub struct RecordDetail {
    pub record: Record,
    pub segments: Vec<Segment>,
    pub timeline: Vec<Moment>,
    pub offers: Vec<Offer>,
    pub messages: Vec<Message>,
    pub recordings: Vec<Recording>,
    /// Those that may be kept.
    pub keys: Vec<PressedKey>,
    /// VC15.
    pub notes: Vec<HandOverNote>,
    /// VC53.
    pub strains: Vec<Strain>,
    /// DK08.
    pub rating: Option<SessionRating>,
}

/// One event of the contact.
#[derive(Clone, Debug, PartialEq)]
pub struct Moment {
    pub seq: Seq,
    pub at: Timestamp,
    pub event: Event,
}

impl Store {
    /// `None` for a contact that is not this application's.
    pub async fn record(
        &self,
        application: ApplicationId,
        contact: ContactId,
    ) -> Result<Option<RecordDetail>, ReadError> {
        self.read_record(application, contact).await.map_err(ReadError::of("a record"))
    }

    async fn read_record(
        &self,
        application: ApplicationId,
        contact: ContactId,
    ) -> Result<Option<RecordDetail>, sqlx::Error> {
        let mut open = self.database.begin_read().await?;
        let Some(row) = open.row(&record::one(application, contact)).await? else {
            return Ok(None);
        };
        let record = Record::read(&row)?;
        let rows = open.rows(&segment::of(contact)).await?;
        let segments = rows.iter().map(Segment::read).collect::<Result<_, _>>()?;
        let mut timeline = Vec::new();
        for row in open.rows(&entries(application, contact)).await? {
            let Journaled { seq, at, events } = Journaled::read(&row)?;
            let ours = events.into_iter().filter(|event| event.contact() == Some(contact));
            timeline.extend(ours.map(|event| Moment { seq, at, event }));
        }
        let rows = open.rows(&offer::of(contact)).await?;
        let offers = rows.iter().map(|row| with_decision(row, &timeline));
        let offers = offers.collect::<Result<_, _>>()?;
        let rows = open.rows(&message::after(application, contact, 0, i64::MAX)).await?;
        let mut messages = rows.iter().map(Message::read).collect::<Result<Vec<_>, _>>()?;
        attachment::join(
            &mut messages,
            &open.rows(&attachment::after(application, contact, 0)).await?,
        )?;
        let rows = open.rows(&recording::of(application, contact)).await?;
        let recordings = rows.iter().map(Recording::read).collect::<Result<_, _>>()?;
        let rows = open.rows(&pressed_key::of(application, contact)).await?;
        let keys = rows.iter().map(PressedKey::read).collect::<Result<_, _>>()?;
        let rows = open.rows(&hand_over_note::of(application, contact)).await?;
        let notes = rows.iter().map(HandOverNote::read).collect::<Result<_, _>>()?;
        let rows = open.rows(&strain::of(application, contact)).await?;
        let strains = rows.iter().map(Strain::read).collect::<Result<_, _>>()?;
        let row = open.row(&session_rating::of(application, contact)).await?;
        let rating = row.as_ref().map(SessionRating::read).transpose()?;
        Ok(Some(RecordDetail {
            record,
            segments,
            timeline,
            offers,
            messages,
            recordings,
            keys,
            notes,
            strains,
            rating,
        }))
    }
}

fn entries(application: ApplicationId, contact: ContactId) -> Statement {
    statement!(
        "SELECT journal.seq, journal.at, journal.events
         FROM record_event JOIN journal
           ON journal.application = record_event.application AND journal.seq = record_event.seq
         WHERE record_event.application = $1 AND record_event.contact = $2
         ORDER BY journal.seq",
        application,
        contact,
    )
}

fn with_decision(row: &Row, timeline: &[Moment]) -> Result<Offer, sqlx::Error> {
    let (seq, fence) = (Seq(row.number("seq")?), Fence(row.number("fence")?));
    let made = timeline.iter().find_map(|moment| match &moment.event {
        Event::OfferMade(made) if moment.seq == seq && made.fence == fence => Some(made),
        _ => None,
    });
    Offer::read(row, made.ok_or(sqlx::Error::RowNotFound)?)
}
