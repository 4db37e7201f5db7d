/** Home: the pages where rooms meet — the start page, the page of a place, the desk, one's own corner. */
export { homeRoutes } from './routes.tsx';
