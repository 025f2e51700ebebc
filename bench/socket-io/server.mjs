// A chat of the usual parts, and no more of them than the comparison needs: a customer's message is stored in PostgreSQL, then
// passed on to the agent, then acknowledged. `node server.mjs DATABASE-URL`; it says its port.

import { createServer } from 'node:http';

import pg from 'pg';
import { Server } from 'socket.io';

const pool = new pg.Pool({ connectionString: process.argv[2], max: 10 });
await pool.query(`
  CREATE TABLE message (
    id uuid PRIMARY KEY,
    conversation integer NOT NULL,
    sequence bigint GENERATED ALWAYS AS IDENTITY,
    body text NOT NULL,
    at timestamptz NOT NULL DEFAULT now()
  )
`);
await pool.query('CREATE INDEX message_of_conversation ON message (conversation, sequence)');

const store = {
  name: 'store',
  text: 'INSERT INTO message (id, conversation, body) VALUES ($1, $2, $3) RETURNING sequence, at',
};

const http = createServer();
const io = new Server(http, { transports: ['websocket'] });

io.on('connection', (socket) => {
  const { role, agent, conversation } = socket.handshake.auth;
  if (role === 'agent') {
    socket.join(`agent ${agent}`);
    return;
  }
  socket.on('say', async ({ id, text }, acknowledge) => {
    const { rows } = await pool.query({ ...store, values: [id, conversation, text] });
    const [{ sequence, at }] = rows;
    io.to(`agent ${agent}`).emit('message', { conversation, id, sequence, text, at });
    acknowledge({ sequence });
  });
});

http.listen(0, '127.0.0.1', () => console.log(http.address().port));
