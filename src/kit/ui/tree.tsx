import type { ComponentChildren } from 'preact';
import type { Lang } from '../lang.ts';
import { Icon } from './icon.tsx';

export type TreeNode = {
  readonly label: string;
  readonly href?: string | undefined;
  /** At the end of the line: a number, a status. */
  readonly end?: ComponentChildren;
  readonly open?: boolean | undefined;
  readonly current?: boolean | undefined;
  readonly children?: readonly TreeNode[] | undefined;
};

/** Things within things; each branch opens in place. */
export function Tree({
  lang,
  nodes,
  label,
}: {
  readonly lang: Lang;
  readonly nodes: readonly TreeNode[];
  readonly label: string;
}) {
  return (
    <nav class="tree" aria-label={label}>
      <Branch nodes={nodes} lang={lang} />
    </nav>
  );
}

function Branch({ nodes, lang }: { readonly nodes: readonly TreeNode[]; readonly lang: Lang }) {
  return (
    <ul>
      {nodes.map((node, i) => (
        <li key={i}>
          <TreeItem node={node} lang={lang} />
        </li>
      ))}
    </ul>
  );
}

/** A branch that is also a link has its own small handle: a link may not stand inside what opens. */
function TreeItem({ node, lang }: { readonly node: TreeNode; readonly lang: Lang }) {
  const { label, href, end, open, current, children = [] } = node;
  const ending = end !== undefined && <span class="tree-end">{end}</span>;
  const line = href ? (
    <a href={href} aria-current={current ? 'page' : undefined}>
      {label}
    </a>
  ) : (
    <span>{label}</span>
  );
  const handle = href ? (
    <span class="visually-hidden">{lang === 'zh' ? `${label}下面的` : `Below ${label}`}</span>
  ) : (
    <span>{label}</span>
  );
  return (
    <>
      {(href || children.length === 0) && (
        <div class="tree-line">
          {line} {ending}
        </div>
      )}
      {children.length > 0 && (
        <details open={open} class={href ? 'handle' : undefined}>
          <summary>
            <Icon name="chevron-right" class="turn" />
            {handle} {!href && ending}
          </summary>
          <Branch nodes={children} lang={lang} />
        </details>
      )}
    </>
  );
}

export type OrgNode = {
  readonly title: string;
  readonly href?: string | undefined;
  /** What kind of body it is. */
  readonly kind?: string | undefined;
  /** Its offices: "Chair" → "Zhang *". */
  readonly offices?: readonly { readonly office: string; readonly holder: ComponentChildren }[] | undefined;
  readonly note?: ComponentChildren;
  readonly children?: readonly OrgNode[] | undefined;
};

/** Who stands under whom. Nested lists without styles; lines are drawn by the style sheet, side by side where it is wide. */
export function OrgChart({ root, label }: { readonly root: OrgNode; readonly label: string }) {
  return (
    <section class={(root.children?.length ?? 0) <= 4 ? 'org few' : 'org many'} aria-label={label}>
      <ul>
        <OrgBranch node={root} />
      </ul>
    </section>
  );
}

function OrgBranch({ node }: { readonly node: OrgNode }) {
  return (
    <li>
      <div class="org-box">
        {node.kind && <span class="org-kind">{node.kind} </span>}
        <strong>{node.href ? <a href={node.href}>{node.title}</a> : node.title}</strong>
        {node.offices && node.offices.length > 0 && (
          <dl>
            {node.offices.map((office, i) => (
              <div key={i}>
                <dt>{office.office}</dt>
                <dd>{office.holder}</dd>
              </div>
            ))}
          </dl>
        )}
        {node.note && <span class="org-note"> {node.note}</span>}
      </div>
      {node.children && node.children.length > 0 && (
        <ul>
          {node.children.map((child) => (
            <OrgBranch key={child.title} node={child} />
          ))}
        </ul>
      )}
    </li>
  );
}
