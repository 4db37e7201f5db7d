import type { MiddlewareHandler } from 'hono';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What the program counts about itself, and the text that /metrics answers with. */
export type Metrics = {
  /** Times every request, under the name that its route sets as the variable `route`: addresses would be endless. */
  measure(): MiddlewareHandler;
  /** One request that was answered before `measure` could see it. */
  answered(answer: { method: string; route: string; status: number; seconds: number }): void;
  /** One run of a job. `outcome` is `done`, `retry` (will be tried again) or `dead` (given up). */
  jobRan(run: { job: string; outcome: 'done' | 'retry' | 'dead'; seconds: number }): void;
  /** One statement of the database. */
  queryRan(seconds: number): void;
  /** Adds a figure that is asked for at each reading, such as waiting jobs; one value a label. */
  gauge(name: string, help: string, label: string, read: () => Promise<ReadonlyMap<string, number>>): void;
  /** All figures in the text format of Prometheus. */
  text(): Promise<string>;
  readonly contentType: string;
};

/** Opens a registry of its own, so that tests and several apps in one process do not mix. */
export function openMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const http = new Histogram({
    name: 'doorstep_http_seconds',
    help: 'Time from the request to its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  });
  const jobs = new Histogram({
    name: 'doorstep_job_seconds',
    help: 'Time that a run of a job took',
    labelNames: ['job', 'outcome'],
    buckets: [0.01, 0.1, 1, 10, 60, 600, 3600],
    registers,
  });
  const queries = new Counter({
    name: 'doorstep_db_queries_total',
    help: 'Statements sent to the database',
    registers,
  });
  const queryTime = new Counter({
    name: 'doorstep_db_seconds_total',
    help: 'Time spent waiting for the database',
    registers,
  });
  // 2xx rather than 200: the class tells what a watcher needs, with a tenth of the series.
  const answered: Metrics['answered'] = ({ method, route, status, seconds }) =>
    http.observe({ method, route, status: `${Math.floor(status / 100)}xx` }, seconds);
  return {
    measure: () => async (c, next) => {
      const start = performance.now();
      await next();
      const named: unknown = c.get('route');
      answered({
        method: c.req.method,
        route: typeof named === 'string' ? named : 'other',
        status: c.res.status,
        seconds: (performance.now() - start) / 1000,
      });
    },
    answered,
    jobRan: ({ job, outcome, seconds }) => jobs.observe({ job, outcome }, seconds),
    queryRan(seconds) {
      queries.inc();
      queryTime.inc(seconds);
    },
    gauge(name, help, label, read) {
      const gauge = new Gauge({
        name,
        help,
        labelNames: [label],
        registers,
        async collect() {
          const values = await read();
          gauge.reset();
          for (const [key, value] of values) gauge.set({ [label]: key }, value);
        },
      });
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
