/** F07: the server is told to stop while people talk and write. */

import { talking } from '../pages/talking.mjs';
import { AGENT_HZ, CUSTOMER_HZ } from '../stage/ear.mjs';
import { play } from '../stage/play.mjs';

export const plays = [
  play('f07_people_are_told_of_the_restart_and_nothing_is_lost', { acw: 0 }, async house => {
    const { ann, mia } = await talking(house);
    const tom = await house.customer('tom');
    await tom.openChat();
    house.rapport.tellToStop();
    await ann.page.getByText(/Maintenance: please finish your call by \d/).waitFor();
    await tom.writes('Is anybody there?');
    await tom.chat.getByText('We restart in a few minutes').waitFor();
    await tom.seesTick('Is anybody there?', 'Sending');
    await ann.hears('the customer', [CUSTOMER_HZ], []);
    await mia.hears('the agent', [AGENT_HZ], []);

    await ann.does('End');
    await house.rapport.ended();
    await house.rapport.startAgain();
    await tom.seesTick('Is anybody there?', 'Sent');
    await ann.goes('Desk');
    await ann.row('Is anybody there?').waitFor();
  }),
];
