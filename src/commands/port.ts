import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Config } from '../kit/config.ts';
import { trouble } from '../kit/trouble.ts';

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is in use by another program. Stop that, or choose another PORT.',
  EACCES: 'may not be taken by this user. Choose a PORT above 1023, or put a reverse proxy in front.',
  EADDRNOTAVAIL: 'cannot be taken, since HOST is no address of this machine.',
  ENOTFOUND: 'cannot be taken, since HOST is not known.',
};

/**
 * Sees that the port is free before a database is opened or a demo made, and picks one where PORT is 0, so that the
 * address printed, checked and put into QR codes is the one that answers.
 */
export async function choosePort(config: Config): Promise<Config> {
  const probe = createServer().listen({ port: config.port, ...(config.host ? { host: config.host } : {}) });
  try {
    await once(probe, 'listening');
  } catch (error) {
    throw portTrouble(config.port, error);
  }
  const address = probe.address();
  const closed = once(probe, 'close');
  probe.close();
  await closed;
  if (config.port !== 0 || address === null || typeof address === 'string') return config;
  const isDefault = config.baseUrl === 'http://localhost:0';
  return { ...config, port: address.port, ...(isDefault ? { baseUrl: `http://localhost:${address.port}` } : {}) };
}

/** A port that cannot be taken, in words; anything else as it is. */
export function portTrouble(port: number, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reason = reasons[code];
  return reason === undefined ? error : trouble(`PORT ${port} ${reason}`, error);
}
