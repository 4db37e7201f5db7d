import { createServer, type IncomingHttpHeaders } from 'node:http';
import { createServer as createPlain } from 'node:net';
import { closeLater } from './close-later.ts';

/** A request that came in. */
export type Heard = {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly text: string;
};
type Reply = { readonly status?: number; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> };

/** A real server that keeps what it hears and answers as it is told; closed by itself. */
export async function listenHttp(
  reply: (heard: Heard, n: number) => Reply | Promise<Reply> = () => ({}),
): Promise<{ readonly host: string; readonly url: string; readonly heard: Heard[] }> {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', async () => {
      const body = Buffer.concat(parts);
      const one = { path: request.url ?? '', headers: request.headers, body, text: body.toString() };
      heard.push(one);
      const { status = 200, body: answer = {}, headers = {} } = await reply(one, heard.length);
      response.writeHead(status, headers).end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  closeLater(async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });
  const address = server.address();
  const host = `127.0.0.1:${address && typeof address === 'object' ? address.port : 0}`;
  return { host, url: `http://${host}`, heard };
}

/** A letter as a mail server takes it in. */
export type Letter = { readonly from: string; readonly to: string; readonly data: string };

/** A mail server of a few lines (RFC 5321) that keeps letters; `refuse` gives a code for who shall not be written to. */
export async function listenSmtp(
  refuse: (to: string, n: number) => number | undefined = () => undefined,
): Promise<{ readonly url: string; readonly letters: Letter[] }> {
  const letters: Letter[] = [];
  let asked = 0;
  const server = createPlain((socket) => {
    let [buffer, from, to, isData] = ['', '', '', false];
    const say = (line: string): void => void socket.write(`${line}\r\n`);
    say('220 test');
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      buffer += chunk.toString();
      for (;;) {
        const end = isData ? buffer.indexOf('\r\n.\r\n') : buffer.indexOf('\r\n');
        if (end < 0) return;
        const line = buffer.slice(0, end);
        buffer = buffer.slice(end + (isData ? 5 : 2));
        if (isData) {
          letters.push({ from, to, data: line });
          isData = false;
          say('250 kept');
        } else if (/^(EHLO|HELO|RSET)/i.test(line)) say('250 test');
        else if (/^MAIL FROM/i.test(line)) {
          from = /<(.*)>/.exec(line)?.[1] ?? '';
          say('250 ok');
        } else if (/^RCPT TO/i.test(line)) {
          to = /<(.*)>/.exec(line)?.[1] ?? '';
          asked += 1;
          const code = refuse(to, asked);
          say(code === undefined ? '250 ok' : `${code} no`);
        } else if (/^DATA/i.test(line)) {
          isData = true;
          say('354 go on');
        } else if (/^QUIT/i.test(line)) {
          say('221 bye');
          socket.end();
        } else say('500 what?');
      }
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  closeLater(async () => void (await new Promise((closed) => server.close(closed))));
  const address = server.address();
  return { url: `smtp://127.0.0.1:${address && typeof address === 'object' ? address.port : 0}`, letters };
}
