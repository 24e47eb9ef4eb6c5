import { FileCode, OctagonMinus, OctagonPause, Route } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import type { ComponentType } from 'react'
import type { InspectionTarget } from '../../protocol/inspection.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { useBreakpoints, useStopsAt } from '../state/breakpoints.ts'
import { useSelection } from '../state/selection.ts'
import { useWhy } from '../state/why.ts'

/** What can be asked about anything in the menu: why it is so, its YAML, to stop at it. Nothing of it touches the cluster. */
export function ExploreItems({ target }: { readonly target: InspectionTarget }) {
  const { t } = useTranslation('diagram')
  const isStop = useStopsAt(target)
  return (
    <>
      {target.type === 'object' && (
        <Item
          icon={Route}
          text={t('why:ask')}
          onSelect={() => useWhy.getState().ask({ type: 'object', object: target.object })}
        />
      )}
      <Item
        icon={isStop ? OctagonMinus : OctagonPause}
        text={t(isStop ? 'breakpoints:clear' : 'breakpoints:set')}
        onSelect={() => useBreakpoints.getState().toggleAt(target)}
      />
      {target.type === 'object' && (
        <Item
          icon={FileCode}
          text={t('menu.show-yaml')}
          onSelect={() => useSelection.getState().select(target)}
        />
      )}
    </>
  )
}

interface ItemProps {
  readonly icon: ComponentType
  readonly text: string
  readonly onSelect: () => void
}

function Item({ icon: Icon, text, onSelect }: ItemProps) {
  return (
    <DropdownMenu.Item className="menu-item" onSelect={onSelect}>
      <Icon aria-hidden />
      <span className="menu-text">{text}</span>
    </DropdownMenu.Item>
  )
}
