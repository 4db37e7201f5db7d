import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { openMetrics } from './metrics.ts';

test('requests are timed under the name of their route, never under their address', async () => {
  const metrics = openMetrics();
  const app = new Hono<{ Variables: { route: string } }>();
  app.use(metrics.measure());
  app.get('/places/:ref', (c) => {
    c.set('route', 'place');
    return c.text('', c.req.param('ref') === 'none' ? 404 : 200);
  });
  for (const ref of ['a', 'b', 'none']) await app.request(`/places/${ref}`);
  await app.request('/wp-login.php');
  const text = await metrics.text();
  expect(text).toContain('doorstep_http_seconds_count{method="GET",route="place",status="2xx"} 2');
  expect(text).toContain('doorstep_http_seconds_count{method="GET",route="place",status="4xx"} 1');
  expect(text).toContain('doorstep_http_seconds_count{method="GET",route="other",status="4xx"} 1');
  expect(text).not.toContain('wp-login');
});

test('jobs and queries are counted, beside what every process tells about itself', async () => {
  const metrics = openMetrics();
  metrics.jobRan({ job: 'import', outcome: 'retry', seconds: 3 });
  metrics.queryRan(0.5);
  metrics.queryRan(0.25);
  const text = await metrics.text();
  expect(text).toContain('doorstep_job_seconds_count{job="import",outcome="retry"} 1');
  expect(text).toContain('doorstep_db_queries_total 2');
  expect(text).toContain('doorstep_db_seconds_total 0.75');
  expect(text).toContain('process_cpu_seconds_total');
});

test('a gauge asks anew at each reading and forgets what is no longer there', async () => {
  const metrics = openMetrics();
  let waiting = new Map([
    ['import', 3],
    ['digest', 1],
  ]);
  metrics.gauge('doorstep_jobs_waiting', 'Jobs that wait', 'job', async () => waiting);
  expect(await metrics.text()).toContain('doorstep_jobs_waiting{job="import"} 3');
  waiting = new Map([['import', 2]]);
  const text = await metrics.text();
  expect(text).toContain('doorstep_jobs_waiting{job="import"} 2');
  expect(text).not.toContain('digest');
});

test('two registries do not mix', async () => {
  const [one, other] = [openMetrics(), openMetrics()];
  one.queryRan(1);
  expect(await other.text()).toContain('doorstep_db_queries_total 0');
});
