import type { OwnerTreeNode } from '../../../protocol/inspection.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ObjectLink } from '../../kinds/ObjectLink.tsx'

/** Who made an object and what it made in turn; a click selects. */
export function OwnerTree({ root }: { readonly root: OwnerTreeNode }) {
  const { t } = useTranslation('inspector')
  return (
    <nav aria-label={t('object.owners')}>
      <ul className="tree">
        <Branch node={root} />
      </ul>
    </nav>
  )
}

function Branch({ node }: { readonly node: OwnerTreeNode }) {
  return (
    <li>
      <div className="tree-row">
        <ObjectLink object={node.object} />
        <span className="tree-status">{node.status}</span>
      </div>
      {node.children.length > 0 && (
        <ul>
          {node.children.map((child) => (
            <Branch
              key={child.object.uid ?? `${child.object.kind}/${child.object.name}`}
              node={child}
            />
          ))}
        </ul>
      )}
    </li>
  )
}
