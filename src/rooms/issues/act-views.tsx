import type { Face } from '../../kit/face.ts';
import type { ShowModel } from './models.ts';

/** What the desk, the assignee and the helpers may do with an issue now, as forms; nothing for everybody else. */
export function DeskForms(_: { readonly model: ShowModel; readonly face: Face }) {
  return null;
}
