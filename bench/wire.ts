import { request } from 'node:http';

export type RawAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** As it came, still compressed. */
  readonly body: Buffer;
  /** All that came over the wire, with the head. */
  readonly bytes: number;
};

/** Asks once, on a connection of its own, and undoes nothing that was done for the way. */
export function rawAnswer(url: string, headers: Readonly<Record<string, string>> = {}): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const asking = request(url, { headers: { ...headers }, agent: false }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('error', reject);
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          headers: Object.fromEntries(
            Object.entries(answer.headers).map(([name, value]) => [name, String(value)] as const),
          ),
          body: Buffer.concat(parts),
          bytes: answer.socket.bytesRead,
        }),
      );
    });
    asking.on('error', reject);
    asking.end();
  });
}
