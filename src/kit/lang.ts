/** The languages everything is said in. */
export type Lang = 'zh' | 'en';
