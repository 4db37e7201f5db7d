import { newId } from '../../kit/ids.ts';
import type { Lang } from '../../kit/lang.ts';
import { isTrusted, targetProblem } from '../../kit/outbound.ts';
import { done, type Outcome, refused } from '../../kit/outcome.ts';
import { robotHosts } from '../../kit/robots.ts';
import type { Write } from '../../kit/write.ts';
import type { Place } from '../places/index.ts';
import { publicEvent } from './events.ts';
import type { Outlet, OutletKind } from './outlet.ts';
import { closeOutlet, countOutlets, sealOutlet } from './outlet-store.ts';
import { mostOutlets } from './rules.ts';

export type NewOutlet = {
  readonly place: Pick<Place, 'id' | 'path'>;
  readonly kind: OutletKind;
  readonly name: string;
  readonly url: string;
  readonly secret?: string | undefined;
  readonly lang: Lang;
  readonly verbs: readonly string[];
  /** Hosts of one's own network that may be sent to. */
  readonly trusted: readonly string[];
};

export type OutletRefusal =
  | 'too_many_outlets'
  | 'not_an_address'
  | 'not_https'
  | 'private_address'
  | 'wrong_host'
  | 'no_verbs'
  | 'not_public';

/** Why an address is none for this kind of outlet; undefined when it is. A robot's lives where its maker's robots live. */
export function addressProblem(
  kind: OutletKind,
  url: string,
  trusted: readonly string[],
): 'not_an_address' | 'not_https' | 'private_address' | 'wrong_host' | undefined {
  const problem = targetProblem(url, trusted);
  if (problem !== undefined || kind === 'webhook') return problem;
  return new URL(url).hostname === robotHosts[kind] || isTrusted(url, trusted) ? undefined : 'wrong_host';
}

/** Why these verbs cannot be subscribed to; undefined when they can. */
export function verbsProblem(kind: OutletKind, verbs: readonly string[]): 'no_verbs' | 'not_public' | undefined {
  if (verbs.length === 0) return 'no_verbs';
  const isPublic = verbs.every((verb) => {
    const event = publicEvent(verb);
    return event !== undefined && (kind === 'webhook' || event.byRobots);
  });
  return isPublic ? undefined : 'not_public';
}

/** Lets what is public at a place, and below it, be sent somewhere. */
export async function addOutlet(
  write: Write,
  given: NewOutlet,
): Promise<Outcome<{ readonly id: string }, OutletRefusal>> {
  const { tx, district, now } = write;
  const wrong = addressProblem(given.kind, given.url, given.trusted);
  if (wrong) return refused(wrong, { fields: { url: wrong } });
  const unfit = verbsProblem(given.kind, given.verbs);
  if (unfit) return refused(unfit, { fields: { verbs: unfit } });
  if ((await countOutlets(tx, district, given.place.path)) >= mostOutlets) return refused('too_many_outlets');
  const id = newId();
  await tx
    .insertInto('outlets')
    .values({
      district,
      id,
      place_id: given.place.id,
      path: given.place.path,
      kind: given.kind,
      name: given.name,
      lang: given.lang,
      host: new URL(given.url).host,
      ...sealOutlet(write.keyring, id, given.url, given.secret),
      created_at: now,
    })
    .execute();
  const verbs = [...new Set(given.verbs)].map((verb) => ({ district, verb, outlet_id: id }));
  await tx.insertInto('outlet_verbs').values(verbs).execute();
  await write.record({
    verb: given.kind === 'webhook' ? 'channels.add_webhook' : 'channels.add_robot',
    thing: { kind: 'outlet', id },
    placeId: given.place.id,
    change: { kind: given.kind, verbs: verbs.map((one) => one.verb) },
  });
  return done({ id });
}

/** Takes an outlet away. */
export async function endOutlet(
  write: Write,
  outlet: Pick<Outlet, 'id' | 'kind' | 'placeId'>,
): Promise<Outcome<{ readonly id: string }>> {
  await closeOutlet(write.tx, write.district, outlet.id, { now: write.now, why: 'removed' });
  await write.record({
    verb: outlet.kind === 'webhook' ? 'channels.end_webhook' : 'channels.end_robot',
    thing: { kind: 'outlet', id: outlet.id },
    placeId: outlet.placeId,
    change: { kind: outlet.kind },
  });
  return done({ id: outlet.id });
}
