import type { Face } from '../../kit/face.ts';
import type { PageContent } from '../../kit/route.ts';
import { PageHeader } from '../../kit/ui/index.ts';
import type { ShowModel } from './models.ts';

/** The page of an issue. */
export function showView(model: ShowModel, _face: Face): PageContent {
  return { title: model.title, body: <PageHeader title={model.title} /> };
}
