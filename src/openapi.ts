import { buildOpenApi } from './kit/openapi.ts';
import { routes } from './rooms.ts';
import { version } from './version.ts';

/** The description of this installation's API. */
export function openApiOf(baseUrl: string): object {
  return buildOpenApi(routes, {
    title: 'Doorstep · 家门口',
    version,
    description: 'Every page of Doorstep is an API: ask the same address for application/json.',
    baseUrl,
  });
}
