/** DK04: a customer who does not answer is let go, and both sides see it come. */

import { chatting } from '../pages/chatting.mjs';
import { Admin } from '../stage/admin.mjs';
import { play } from '../stage/play.mjs';

/** The least that may be set. */
const SILENCE_SECONDS = 30;
const OVER_MS_MAX = 45_000;

export const plays = [
  play('dk04_a_silent_customer_is_let_go_and_both_are_told', {}, async house => {
    const ada = await Admin.signsIn(house);
    await ada.setsChats({ customer_silence_seconds: SILENCE_SECONDS });
    const { ann, mia } = await chatting(house);
    const bar = ann.page.getByText(/^Ends at .* if the customer does not answer\.$/);
    await ann.writes('What is your order number?');
    await bar.waitFor();
    // An answer stops the clock, the agent's next word starts it anew.
    await mia.writes('One moment.');
    await bar.waitFor({ state: 'detached' });
    await ann.writes('I wait.');
    await bar.waitFor();
    await mia.chat
      .getByText('This chat was ended because there was no answer from you for a while.')
      .waitFor({ timeout: OVER_MS_MAX });
    await ann.page.getByText('The customer did not answer, so the session has ended.').waitFor();
    const { drawer } = await ann.newestRecord();
    await drawer.getByText('Customer did not answer').first().waitFor();
  }),
];
