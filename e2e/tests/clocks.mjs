/** DK04, DK15: what the screens say of a silent customer, and of one who waits for an answer. */

import { chatting } from '../pages/chatting.mjs';
import { Admin } from '../stage/admin.mjs';
import { play } from '../stage/play.mjs';

export const plays = [
  play('dk04_a_silent_customer_is_told_and_kept', {}, async house => {
    const admin = await Admin.signsIn(house);
    await admin.setsChats({ customer_silence_seconds: 60, customer_warning_seconds: 55 });
    const { ann, mia } = await chatting(house);
    await ann.writes('Are you there?');
    await mia.sees('Are you there?');
    // The minute before the end has begun, so the way to put it off is there.
    await mia.chat.getByText(/^This chat ends at .+ unless you write\.$/).waitFor();
    await ann.page.getByText(/^The customer was told that the session ends at/).waitFor();
    await ann.page.getByRole('button', { name: 'Keep open 10 min' }).click();
    await ann.page.getByText(/^Ends at .+ if the customer does not answer/).waitFor({ state: 'detached' });
    await mia.writes('I am.');
    await ann.sees('I am.');
    await mia.chat.getByText(/^This chat ends at/).waitFor({ state: 'detached' });
  }),

  play('dk04_an_end_by_silence_stands_in_both_transcripts', {}, async house => {
    const admin = await Admin.signsIn(house);
    await admin.setsChats({ customer_silence_seconds: 30 });
    const { ann, mia } = await chatting(house);
    await ann.writes('Are you there?');
    const log = ann.page.getByRole('log');
    await log.getByText(/^No answer from the customer: the session ended at/).waitFor(PATIENT);
    const page = mia.chat.getByRole('log');
    await page.getByText('This chat was ended because there was no answer').waitFor();
    await ann.page.getByRole('link', { name: 'Service Record' }).click();
    const record = ann.page.getByRole('list').getByText('No answer from the customer: the session ended');
    await record.first().waitFor();
  }),

  play('dk15_an_agent_is_reminded_of_a_customer_who_waits', {}, async house => {
    const admin = await Admin.signsIn(house);
    await admin.setsChats({
      answer_reminder_seconds: 10,
      answer_overdue_seconds: 15,
      answer_take_back_seconds: 20,
    });
    const { ann, mia } = await chatting(house);
    await ann.page.getByText(/waits for your answer\.$/).waitFor(PATIENT);
    await ann.page.getByText(/Please answer$/).first().waitFor({ state: 'attached' });
    await ann.page.getByText(/The answer is overdue$/).first().waitFor({ state: 'attached', ...PATIENT });
    await ann.page.getByText(/waited too long for an answer, so the session went back/).waitFor(PATIENT);
    await mia.seesHead('Finding a colleague');
  }),
];

/** What takes its time by the settings. */
const PATIENT = { timeout: 60_000 };
