/** The ways by which a person is told beside the inbox. */
export const wayKinds = ['push', 'email', 'sms', 'wechat'] as const;
export type WayKind = (typeof wayKinds)[number];

/** What messages are about, so far as one chooses. */
export const topics = ['concerns_me', 'must_do', 'news'] as const;
export type Topic = (typeof topics)[number];

/** What a kind of message is: of a topic, or so urgent that it waits for nothing. */
export type Weight = Topic | 'urgent';

/** When a person wants to be told; minutes after midnight. */
export type Choices = {
  readonly quietFrom: number;
  readonly quietUntil: number;
  /** One message a day instead of single ones. */
  readonly digest: boolean;
  readonly digestAt: number;
};

/** What holds for whoever has chosen nothing. */
export const usualChoices: Choices = { quietFrom: 22 * 60, quietUntil: 7 * 60, digest: false, digestAt: 8 * 60 };

/** A way as its owner sees it. */
export type Way = {
  readonly id: string;
  readonly district: string;
  readonly personId: string;
  readonly kind: WayKind;
  readonly label: string;
  readonly lang: 'zh' | 'en';
  readonly topics: readonly Topic[];
  readonly confirmedAt: Date | null;
  readonly confirmUntil: Date | null;
  readonly createdAt: Date;
};
