import type { Mailer } from './mail.ts';
import type { Post } from './outbound.ts';
import type { Wechat } from './wechat.ts';

/** The ways by which something leaves the installation, beside messages to phones. */
export type Gateways = {
  /** Where the installation is reached from outside, for the links in what is sent; without a slash at the end. */
  readonly baseUrl: string;
  /** To addresses that people typed in or browsers named. */
  readonly post: Post;
  /** Hosts of one's own network that may be posted to without further ado. */
  readonly trusted: readonly string[];
  readonly mail?: Mailer | undefined;
  readonly wechat?: Wechat | undefined;
};
