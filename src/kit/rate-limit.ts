/**
 * Limits how often something may happen per key (an address, an account, a phone). A token bucket: `burst` at once,
 * then `perMinute` evenly. Held in memory and counted per process: with several processes behind one address the
 * effective limit is that many times as high, which still stops what limits are for; what must hold exactly (failed
 * sign-ins of an account) is counted in its row in the database.
 */
export type RateLimit = {
  /** Takes `cost` (1 unless told otherwise) from the bucket of `key`. @returns false, and takes nothing, where too little is left. */
  take(key: string, cost?: number): boolean;
  /** Whole seconds until `take` will be allowed again: what the header Retry-After says. 0 when it is allowed now. */
  wait(key: string, cost?: number): number;
  /** Fills a bucket again, as after a successful sign-in. */
  forget(key: string): void;
  /** How many buckets are held. */
  readonly size: number;
};

export type RateLimitOptions = {
  readonly burst: number;
  readonly perMinute: number;
  /** Buckets held at most; beyond it the one not used for longest goes. */
  readonly keys?: number | undefined;
  /** Milliseconds that only grow. */
  readonly clock?: (() => number) | undefined;
};

type Bucket = { readonly level: number; readonly at: number };

/** Opens a limit of its own, with buckets that are full at first. */
export function rateLimit({
  burst,
  perMinute,
  keys = 20_000,
  clock = () => performance.now(),
}: RateLimitOptions): RateLimit {
  const perMs = perMinute / 60_000;
  // A map keeps the order of insertion, so the bucket used longest ago stands first.
  const buckets = new Map<string, Bucket>();
  const levelOf = (key: string, now: number): number => {
    const bucket = buckets.get(key);
    return bucket === undefined ? burst : Math.min(burst, bucket.level + (now - bucket.at) * perMs);
  };
  return {
    take(key, cost = 1) {
      const now = clock();
      const level = levelOf(key, now);
      const allowed = level >= cost;
      buckets.delete(key);
      buckets.set(key, { level: allowed ? level - cost : level, at: now });
      const [oldest] = buckets.keys();
      if (buckets.size > keys && oldest !== undefined) buckets.delete(oldest);
      return allowed;
    },
    wait: (key, cost = 1) => Math.max(0, Math.ceil((cost - levelOf(key, clock())) / perMs / 1000)),
    forget: (key) => void buckets.delete(key),
    get size() {
      return buckets.size;
    },
  };
}
