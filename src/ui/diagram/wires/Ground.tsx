import { memo } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useCluster } from '../../state/cluster.ts'
import { useIsActing } from '../../state/spotlight.ts'
import { useIsCutHidden, useToldComponent } from '../../state/veil.ts'
import { pathOf } from '../layout/geometry.ts'
import type { Scene, Wire } from '../layout/scene.ts'

/** What everything stands on: the control plane's frame and the lines to the API server. */
export const Ground = memo(function Ground({ scene }: { readonly scene: Scene }) {
  const { t } = useTranslation('diagram')
  const { controlPlane: frame } = scene
  return (
    <svg className="dg-ground" width={scene.width} height={scene.height} aria-hidden="true">
      <rect
        className="dg-frame"
        x={frame.x}
        y={frame.y}
        width={frame.width}
        height={frame.height}
        rx={12}
      />
      <text className="dg-frame-label" x={frame.x + 13} y={frame.y + 20}>
        {t('controlPlane')}
      </text>
      {scene.wires.map((wire) => (
        <WireLine key={wire.component} wire={wire} />
      ))}
    </svg>
  )
})

const WireLine = memo(function WireLine({ wire }: { readonly wire: Wire }) {
  const isDown = useCluster(({ rows }) => rows.nodes.get(wire.host)?.machine === 'crashed')
  const isCut = useCluster(({ rows }) => rows.nodes.get(wire.host)?.isNetworkCut === true)
  const isCutHidden = useIsCutHidden(wire.host)
  const component = useToldComponent(useCluster(({ rows }) => rows.components.get(wire.component)))
  const isBroken = isDown || (isCut && !isCutHidden) || component?.state === 'stopped'
  const isLit = useIsActing(wire.component)
  const end = wire.points[0] ?? { x: 0, y: 0 }
  const middle = wire.points[Math.floor(wire.points.length / 2)] ?? end
  return (
    <g
      className="dg-wire"
      data-kind={wire.kind}
      data-broken={isBroken || undefined}
      data-lit={isLit || undefined}
    >
      <path d={pathOf(wire.points)} />
      <circle cx={end.x} cy={end.y} r={3} />
      {isBroken && (
        <path className="dg-wire-cross" d={`M${middle.x - 4} ${middle.y - 4}l8 8m0 -8l-8 8`} />
      )}
    </g>
  )
})
