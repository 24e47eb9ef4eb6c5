import { memo, useEffect, useRef } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { ClusterState } from '../../state/cluster.ts'
import { useUnhurried } from '../../state/unhurried.ts'

const RADIUS = 10
const ROUND = 2 * Math.PI * RADIUS
/** Finer than this the eye does not see, and the page need not paint. */
const NOTCHES = 80

/** A node's lease as a ring that runs down until the kubelet renews it. */
export const LeaseRing = memo(function LeaseRing({ node }: { readonly node: string }) {
  const { t } = useTranslation('diagram')
  const ring = useRef<SVGCircleElement>(null)

  // Time moves with every frame: the ring is turned without asking React each time.
  useEffect(() => {
    let drawn = -1
    function draw(state: ClusterState) {
      const notch = Math.round(leaseLeft(state, node) * NOTCHES)
      const circle = ring.current
      if (notch === drawn || !circle) return
      drawn = notch
      circle.style.strokeDashoffset = String(ROUND * (1 - notch / NOTCHES))
      circle.dataset.left = notch === 0 ? 'none' : notch < NOTCHES / 3 ? 'little' : 'much'
    }
    draw(useUnhurried.getState())
    return useUnhurried.subscribe(draw)
  }, [node])

  return (
    <svg className="dg-lease" viewBox="0 0 26 26" role="img" aria-label={t('node.lease')}>
      <title>{t('node.lease')}</title>
      <circle className="dg-lease-track" cx="13" cy="13" r={RADIUS} />
      <circle
        ref={ring}
        className="dg-lease-left"
        cx="13"
        cy="13"
        r={RADIUS}
        strokeDasharray={ROUND}
        transform="rotate(-90 13 13)"
      />
    </svg>
  )
})

/** What is left of the lease, 1 to 0. */
function leaseLeft({ rows, atMicros }: ClusterState, node: string): number {
  const row = rows.nodes.get(node)
  if (!row || row.leaseDurationMicros <= 0 || row.leaseRenewedAtMicros <= 0) return 0
  const left = 1 - (atMicros - row.leaseRenewedAtMicros) / row.leaseDurationMicros
  return Math.max(0, Math.min(1, left))
}
