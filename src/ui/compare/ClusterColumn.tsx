import type { NodeRow, PodRow } from '../../protocol/views.ts'
import { nodeStates } from '../diagram/parts/node-state.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import type { ClusterRows } from '../state/cluster.ts'
import styles from './Compare.module.css'
import { type Difference, groupedBy, nodeDifference, podDifference } from './differences.ts'

/** What one column draws at most of a large cluster; the rest is counted. */
const NODES_MAX = 40
const PODS_MAX = 48
const naturalOrder = new Intl.Collator('en', { numeric: true })

export interface ClusterColumnProps {
  readonly title: string
  readonly time: string
  readonly rows: ClusterRows
  readonly other: ClusterRows
}

/** One cluster in small: its nodes and their pods, with what differs from the other marked by shape. */
export function ClusterColumn({ title, time, rows, other }: ClusterColumnProps) {
  const { t } = useTranslation('compare')
  const nodes = [...rows.nodes.values()].toSorted((a, b) => naturalOrder.compare(a.name, b.name))
  const pods = groupedBy(rows.pods.values(), ({ nodeName }) => nodeName)
  const homeless = pods.get('') ?? []
  return (
    <section className={styles.column} aria-label={title}>
      <header>
        <h3>{title}</h3>
        <output>{time}</output>
      </header>
      <div className={styles.nodes}>
        {homeless.length > 0 && <Pods title={t('noNode')} pods={homeless} other={other} />}
        {nodes.slice(0, NODES_MAX).map((node) => (
          <Node key={node.name} node={node} pods={pods.get(node.name) ?? []} other={other} />
        ))}
        {nodes.length > NODES_MAX && (
          <p className={styles.note}>{t('more', { count: nodes.length - NODES_MAX })}</p>
        )}
      </div>
    </section>
  )
}

interface NodeProps {
  readonly node: NodeRow
  readonly pods: readonly PodRow[]
  readonly other: ClusterRows
}

function Node({ node, pods, other }: NodeProps) {
  const { t } = useTranslation('diagram')
  const states = nodeStates(node).map((key) => t(key))
  const difference = nodeDifference(node, other.nodes.get(node.name))
  return (
    <Pods
      title={node.name}
      state={states.join(' · ')}
      difference={difference}
      isBad={node.ready !== 'True'}
      pods={pods}
      other={other}
    />
  )
}

interface PodsProps {
  readonly title: string
  readonly state?: string
  readonly difference?: Difference
  readonly isBad?: boolean
  readonly pods: readonly PodRow[]
  readonly other: ClusterRows
}

function Pods({ title, state, difference, isBad, pods, other }: PodsProps) {
  const { t } = useTranslation('compare')
  const ordered = pods.toSorted((a, b) => naturalOrder.compare(a.name, b.name))
  const more = ordered.length - PODS_MAX
  return (
    <article
      className={styles.node}
      data-difference={difference ?? 'same'}
      data-bad={isBad || undefined}
    >
      <h4>
        {title}
        {state && <span>{state}</span>}
        {difference === 'differs' && <span className="visually-hidden">{t('differs')}</span>}
      </h4>
      <ul>
        {ordered.slice(0, PODS_MAX).map((pod) => (
          <Pod key={pod.uid} pod={pod} other={other.pods.get(`${pod.namespace}/${pod.name}`)} />
        ))}
        {more > 0 && <li>{t('more', { count: more })}</li>}
      </ul>
    </article>
  )
}

const podTexts = { same: 'podSame', differs: 'podDiffers', 'only-here': 'podOnly' } as const

function Pod({ pod, other }: { readonly pod: PodRow; readonly other: PodRow | undefined }) {
  const { t } = useTranslation('compare')
  const difference = podDifference(pod, other)
  const { name, status } = pod
  return (
    <li className={styles.pod} data-look={pod.look} data-difference={difference}>
      <span className="visually-hidden">{t(podTexts[difference], { name, status })}</span>
      <span aria-hidden title={name}>
        {name}
      </span>
      <small aria-hidden>{status}</small>
    </li>
  )
}
