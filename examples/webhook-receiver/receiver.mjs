// Takes deliveries, believes none that is not signed, and does the work of each event once.
import { createServer } from 'node:http';
import { verifyWebhook, WebhookVerificationError } from '@intarsia/client';

const { INTARSIA_WEBHOOK_SECRET: secret, PORT: port = '3000' } = process.env;
if (!secret) throw new Error('set INTARSIA_WEBHOOK_SECRET to the secret of the webhook');

/** No event is larger. Whoever sends more is somebody else. */
const MOST_BYTES = 1024 * 1024;

/** Ids of events whose work is done. An application keeps them in its database, beside the work. */
const done = new Set();

const server = createServer(async (request, response) => {
  response.writeHead(await statusFor(request)).end();
});

server.listen(Number(port), '127.0.0.1', () => {
  console.log(`listening at http://127.0.0.1:${server.address().port}/hook`);
});

async function statusFor(request) {
  if (request.method !== 'POST' || request.url !== '/hook') return 404;
  const body = await bodyOf(request);
  if (!body) return 413;
  try {
    const { id, event } = await verifyWebhook({ body, headers: request.headers, secret });
    // At least once: the same event may come again, with the same id.
    if (done.has(id)) return 204;
    handle(event);
    done.add(id);
    return 204;
  } catch (error) {
    if (error instanceof WebhookVerificationError) {
      console.error(`refused: ${error.code}`);
      return 400;
    }
    // Anything but 2xx, and it is sent again later.
    console.error(error);
    return 500;
  }
}

/** The bytes as they came in: only they have the signature. */
async function bodyOf(request) {
  const parts = [];
  let size = 0;
  for await (const part of request) {
    size += part.length;
    if (size > MOST_BYTES) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** Answer soon: what takes long belongs into a queue of your own. */
function handle({ event, data }) {
  switch (event) {
    case 'accounts.connected':
      console.log(`${event}: account ${data.account} of user ${data.user}`);
      break;
    case 'accounts.failed':
      console.log(`${event}: account ${data.account}, ${data.error_code}`);
      break;
    case 'payouts.added':
      console.log(`${event}: ${data.added_count} for account ${data.account}`);
      break;
    default:
      console.log(event);
  }
}
