/** Invented worlds: a small one to look at, and a street at its real size to measure. */
export { isDemo, isEmpty, seedDemo } from './demo.ts';
export { seedWenquan } from './wenquan.ts';
