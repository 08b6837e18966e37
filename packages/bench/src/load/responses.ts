/** Finds the end of each response in the bytes of one connection, and looks at nothing but its status. */
export type ResponseReader = (chunk: Buffer) => void;

const LENGTH = /\r\ncontent-length: (\d+)/i;
const CHUNKED = /\r\ntransfer-encoding: chunked/i;
const NOTHING = Buffer.alloc(0);

/** Where the reader stands: in a head, in a body of known length, or in one that comes in chunks. */
interface Place {
  in: 'head' | 'body' | 'size' | 'chunk' | 'trailer';
  /** Bytes of the body or chunk that are still to come. */
  left: number;
  status: number;
}

/** Reads HTTP/1.1 responses one after another and calls back at the end of each. */
export function responseReader(onResponse: (status: number) => void): ResponseReader {
  const place: Place = { in: 'head', left: 0, status: 0 };
  let kept: Buffer = NOTHING;

  return (chunk) => {
    let bytes = kept.length === 0 ? chunk : Buffer.concat([kept, chunk]);
    for (;;) {
      const used = step(place, bytes);
      if (used === undefined) break;
      bytes = bytes.subarray(used);
      if (place.in !== 'body' || place.left > 0) continue;
      place.in = 'head';
      onResponse(place.status);
    }
    kept = bytes;
  };
}

/** Goes on by one part and gives its length; undefined when the part is not there as a whole. */
function step(place: Place, bytes: Buffer): number | undefined {
  if (bytes.length === 0) return undefined;
  switch (place.in) {
    case 'head':
      return readHead(place, bytes);
    case 'size':
      return readSize(place, bytes);
    case 'trailer':
      return readTrailer(place, bytes);
    default:
      return readBytes(place, bytes);
  }
}

function readHead(place: Place, bytes: Buffer): number | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const head = bytes.toString('latin1', 0, end);
  place.status = Number(head.slice(9, 12));
  const isChunked = CHUNKED.test(head);
  place.in = isChunked ? 'size' : 'body';
  place.left = isChunked ? 0 : Number(LENGTH.exec(head)?.[1] ?? 0);
  return end + 4;
}

function readSize(place: Place, bytes: Buffer): number | undefined {
  const end = bytes.indexOf('\r\n');
  if (end < 0) return undefined;
  const size = Number.parseInt(bytes.toString('latin1', 0, end), 16);
  place.in = size === 0 ? 'trailer' : 'chunk';
  // The line break behind a chunk's bytes belongs to it.
  place.left = size + 2;
  return end + 2;
}

/** No server here sends trailers, so one empty line ends the response. */
function readTrailer(place: Place, bytes: Buffer): number | undefined {
  if (bytes.length < 2) return undefined;
  place.in = 'body';
  place.left = 0;
  return 2;
}

function readBytes(place: Place, bytes: Buffer): number {
  const used = Math.min(place.left, bytes.length);
  place.left -= used;
  if (place.left === 0 && place.in === 'chunk') place.in = 'size';
  return used;
}
