import { Tabs } from 'radix-ui'
import { useEffect, useRef } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { type InspectorTab, usePanes } from '../../state/panes.ts'
import { useSelection } from '../../state/selection.ts'
import { lazily } from '../../widgets/lazily.tsx'
import { Tab } from '../../widgets/Tab.tsx'
import { StepPanel } from '../step/StepPanel.tsx'
import { StepStrip } from '../step/StepStrip.tsx'
import './inspector.css'
import './details.css'

const ObjectTab = lazily(() => import('./ObjectTab.tsx').then((module) => module.ObjectTab))
const ComponentTab = lazily(() =>
  import('./ComponentTab.tsx').then((module) => module.ComponentTab),
)
const WhyTab = lazily(() => import('./WhyTab.tsx').then((module) => module.WhyTab))

const TABS: readonly InspectorTab[] = ['step', 'object', 'component', 'why']

/** The step in words, the selected object, the selected component, and why. */
export function InspectorPanel() {
  const { t } = useTranslation('inspector')
  const [tab, setTab] = useTabOfSelection()
  return (
    <Tabs.Root
      className="in"
      value={tab}
      onValueChange={(value) => setTab(value as InspectorTab)}
      aria-label={t('label')}
    >
      <Tabs.List className="in-tabs" aria-label={t('label')}>
        {TABS.map((name) => (
          <Tab key={name} value={name}>
            {t(`tab.${name}`)}
          </Tab>
        ))}
      </Tabs.List>
      {tab !== 'step' && <StepStrip onOpen={() => setTab('step')} />}
      <Tabs.Content className="in-content" value="step">
        <StepPanel />
      </Tabs.Content>
      <Tabs.Content className="in-content in-padded" value="object">
        <ObjectTab />
      </Tabs.Content>
      <Tabs.Content className="in-content in-padded" value="component">
        <ComponentTab />
      </Tabs.Content>
      <Tabs.Content className="in-content in-padded" value="why">
        <WhyTab />
      </Tabs.Content>
    </Tabs.Root>
  )
}

/** Whoever selects something wants to see it: the tab follows, until the reader turns it. */
function useTabOfSelection() {
  const tab = usePanes((state) => state.inspector)
  const target = useSelection((state) => state.target)
  const shown = useRef(target)
  useEffect(() => {
    if (shown.current !== target) turnTo(target?.type ?? 'step')
    shown.current = target
  }, [target])
  return [tab, turnTo] as const
}

function turnTo(inspector: InspectorTab) {
  usePanes.setState({ inspector })
}
