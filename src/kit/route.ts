import type { VNode } from 'preact';
import type { z } from 'zod';
import type { Actor } from './access.ts';
import type { Reader } from './database.ts';
import type { Face } from './face.ts';
import type { FieldError, Input } from './input.ts';
import type { Channel } from './journal.ts';
import type { Lang } from './lang.ts';
import type { Watch } from './live.ts';
import type { Outcome } from './outcome.ts';
import type { Message, Wording } from './words.ts';
import type { Workshop, Write } from './write.ts';

/** Everything a route may know of the one who asks. */
export type Context = Workshop & {
  readonly db: Reader;
  readonly actor: Actor | undefined;
  readonly lang: Lang;
  readonly elder: boolean;
  readonly now: Date;
  /** Today in the installation's zone, as 2026-11-22. */
  readonly today: string;
  readonly url: URL;
  /** Where the installation is reached from outside, without a slash at the end. */
  readonly baseUrl: string;
  /** Address of the client, for limits and the log. */
  readonly address: string;
  readonly agent: string;
  readonly demo: boolean;
  /** A cookie the client sent. */
  cookie(name: string): string | undefined;
};

/** Who may: everybody, whoever is signed in, or whoever holds a post with the permission. */
export type May = 'anyone' | 'signed_in' | (string & {});

type Declared<I extends Input> = {
  /** Room and act, such as `places.show`; also the operation's id in the API. */
  readonly name: string;
  /** Such as `/places/{code}`. */
  readonly path: string;
  readonly summary: Message;
  readonly may: May;
  readonly input: I;
  /** Words for the reasons with which it may refuse. */
  readonly words: Wording;
};

/** What a page says: the frame around it is the application's. */
export type PageContent = {
  readonly title: string;
  readonly description?: string | undefined;
  readonly crumbs?: readonly { readonly href: string; readonly label: string }[] | undefined;
  /** Feeds of what the page lists, for readers that look for them. */
  readonly feeds?: readonly { readonly href: string; readonly title: string; readonly type: string }[] | undefined;
  readonly body: VNode;
};

/** A table as a workbook's sheet shows it. */
export type SheetContent = {
  readonly name: string;
  readonly columns: readonly {
    readonly heading: string;
    readonly kind: 'text' | 'integer' | 'hundredths' | 'date' | 'datetime';
    readonly width?: number;
  }[];
  readonly rows: Iterable<readonly (string | number | Date | null | undefined)[]>;
};

/** Reasons every page may refuse with. */
export type PageRefusal = 'not_found' | 'forbidden' | 'moved';

/** A page: one view model with two faces, HTML and JSON, and for tables a third, .xlsx (`?format=xlsx`). */
export type PageRoute<I extends Input = Input, V extends z.ZodType = z.ZodType> = Declared<I> & {
  readonly kind: 'page';
  readonly shows: V;
  /** `moved` carries `detail.to`, the address it moved to. */
  load(context: Context, input: z.output<I>): Promise<Outcome<z.output<V>, PageRefusal>>;
  view(model: z.output<V>, face: Face): PageContent;
  /** Opens without signal as it was last seen: for a form marked `offline`, or what is needed on the way. */
  readonly offline?: boolean;
  sheets?(model: z.output<V>, face: Face): readonly SheetContent[];
  /**
   * For pages that everybody without a session sees alike: as long as this text stays the same, so does the page, and
   * it is answered from memory. It must change with whatever the page shows; `journalMark` of its district does.
   */
  version?(context: Context, input: z.output<I>): Promise<string | undefined>;
};

/** A verb: one transaction, one journal entry, one outcome. */
export type VerbRoute<I extends Input = Input, D extends z.ZodType = z.ZodType> = Declared<I> & {
  readonly kind: 'verb';
  readonly answers: D;
  /** What the page says when it was done. */
  readonly said: Message;
  /** The page that carries the form: shown again with what was typed when the verb is refused. */
  page(input: Readonly<Record<string, unknown>>): {
    readonly route: PageRoute;
    readonly input: Readonly<Record<string, unknown>>;
  };
  act(write: Write, input: z.output<I>, context: Context): Promise<Outcome<z.output<D>>>;
  /** Where the browser goes when it was done. */
  next(done: z.output<D>, input: z.output<I>): string;
  /** The district written in; the actor's when left out. */
  district?(input: z.output<I>): string;
  channel?(input: z.output<I>): Channel;
};

/** Sets a cookie on the answer; a null value removes it. */
export type Reply = { cookie(name: string, value: string | null, maxAgeSeconds?: number): void };

/** A verb about the visit itself, such as signing in or choosing a language: it may set cookies and is not replayed. */
export type VisitRoute<I extends Input = Input> = Declared<I> & {
  readonly kind: 'visit';
  /** What the page says when it was done. */
  readonly said?: Message | undefined;
  /** What it answers when it leads nowhere: see `act`. */
  readonly answers?: z.ZodType | undefined;
  page(input: Readonly<Record<string, unknown>>): {
    readonly route: PageRoute;
    readonly input: Readonly<Record<string, unknown>>;
  };
  /**
   * Leads on to `href`; or shows a model of `page` there and then, for what is to be seen once and kept nowhere
   * (then `answers` is that page's `shows`).
   */
  act(
    context: Context,
    input: z.output<I>,
    reply: Reply,
  ): Promise<Outcome<{ readonly href: string } | { readonly model: unknown }>>;
};

/** The content of an answer that is not a page. */
export type FileAnswer = {
  readonly body: string | Uint8Array<ArrayBuffer> | ReadableStream;
  /** Instead of the route's type, where it depends on the file. */
  readonly type?: string | undefined;
  /** Bytes of a stream, where they are known. */
  readonly size?: number | undefined;
  /** Shown in no page and run by nobody: for what people have sent. */
  readonly sandboxed?: boolean | undefined;
  readonly fileName?: string | undefined;
  /** Everybody may keep it for so long; left out: nobody. */
  readonly maxAgeSeconds?: number;
  /** Never changes under its address. */
  readonly immutable?: boolean | undefined;
};

/** An answer that is not a page: a picture, a workbook, a download. */
export type FileRoute<I extends Input = Input> = Declared<I> & {
  readonly kind: 'file';
  readonly type: string;
  answer(context: Context, input: z.output<I>): Promise<Outcome<FileAnswer, PageRefusal>>;
};

/** A stream of server-sent events that says when something changed, so that a page shown can be looked at anew. */
export type LiveRoute<I extends Input = Input> = Declared<I> & {
  readonly kind: 'live';
  watch(context: Context, input: z.output<I>): Promise<Outcome<Watch, PageRefusal>>;
};

/** What a foreign protocol is answered with, word for word. */
export type ProtocolAnswer = { readonly status: 200 | 400 | 403 | 404; readonly type: string; readonly body: string };

/** Why a request of a foreign protocol could not even be read, and which of its fields were wrong. */
export type Unreadable = {
  readonly reason: 'not_found' | 'bad_request';
  readonly errors: readonly FieldError[];
};

/**
 * A foreign protocol: somebody else's specification says the path (`/v2/requests/{id}.{format}`), the fields, the answers
 * and the errors. It knows no session: who may is for the protocol to say. What it writes it writes through
 * `inTransaction` as every verb does.
 */
export type ProtocolRoute<I extends Input = Input> = Declared<I> & {
  readonly kind: 'protocol';
  readonly may: 'anyone';
  readonly method: 'get' | 'post';
  /** Media types it answers in, each with the shape of the answer. */
  readonly answers: Readonly<Record<string, z.ZodType>>;
  /** @param key the client's own name for this write (Idempotency-Key), if it gave one. */
  answer(context: Context, input: z.output<I>, key: string | undefined): Promise<ProtocolAnswer>;
  /** The protocol's own words for a request that could not be read. */
  unreadable(context: Context, raw: Readonly<Record<string, unknown>>, why: Unreadable): ProtocolAnswer;
};

export type Route = PageRoute | VerbRoute | VisitRoute | FileRoute | LiveRoute | ProtocolRoute;

/** Whether a route only reads, and so is asked with GET. */
export function isRead(route: Route): boolean {
  if (route.kind === 'protocol') return route.method === 'get';
  return route.kind === 'page' || route.kind === 'file' || route.kind === 'live';
}

/** Declares a page. */
export function page<I extends Input, V extends z.ZodType>(route: Omit<PageRoute<I, V>, 'kind'>): PageRoute<I, V> {
  return { kind: 'page', ...route };
}

/** Declares a verb. */
export function verb<I extends Input, D extends z.ZodType>(route: Omit<VerbRoute<I, D>, 'kind'>): VerbRoute<I, D> {
  return { kind: 'verb', ...route };
}

/** Declares a verb about the visit itself. */
export function visit<I extends Input>(route: Omit<VisitRoute<I>, 'kind'>): VisitRoute<I> {
  return { kind: 'visit', ...route };
}

/** Declares an answer that is not a page. */
export function file<I extends Input>(route: Omit<FileRoute<I>, 'kind'>): FileRoute<I> {
  return { kind: 'file', ...route };
}

/** Declares a stream of events. */
export function live<I extends Input>(route: Omit<LiveRoute<I>, 'kind'>): LiveRoute<I> {
  return { kind: 'live', ...route };
}

/** Declares one request of a foreign protocol. */
export function protocol<I extends Input>(route: Omit<ProtocolRoute<I>, 'kind' | 'may'>): ProtocolRoute<I> {
  return { kind: 'protocol', may: 'anyone', ...route };
}
