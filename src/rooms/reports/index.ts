/** Reports: figures of a place, every one drawn from the records and opening them. */
export { reportsRoutes } from './routes.ts';
