/** Chooses between Chinese and English sample text. */
export type Pick = (zh: string, en: string) => string;
