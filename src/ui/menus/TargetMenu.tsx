import {
  Ban,
  CircleCheck,
  OctagonX,
  Plug,
  Power,
  PowerOff,
  RotateCcw,
  Trash2,
  Unplug,
  Zap,
} from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { type ComponentType, Fragment, useEffect, useState } from 'react'
import type { InspectionTarget } from '../../protocol/inspection.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { useCluster } from '../state/cluster.ts'
import { commands } from '../state/commands.ts'
import { useSelection } from '../state/selection.ts'
import {
  componentEntries,
  type MenuEntry,
  type MenuIcon,
  nodeEntries,
  podEntries,
} from './actions.ts'
import { ExploreItems } from './ExploreItems.tsx'
import { closeMenu, menuTargetOf, openMenuBeside, useMenu } from './menu-state.ts'
import './menus.css'

const icons: { readonly [I in MenuIcon]: ComponentType } = {
  crash: Zap,
  restart: RotateCcw,
  cut: Unplug,
  heal: Plug,
  stop: PowerOff,
  start: Power,
  cordon: Ban,
  uncordon: CircleCheck,
  delete: Trash2,
  kill: OctagonX,
}

/** The menu of a component, a node or a pod, opened by pointer, button or key. Stands once in the diagram. */
export function TargetMenu() {
  const { t } = useTranslation('diagram')
  const { target, x, y, returnTo } = useMenu()
  const sections = useSections(target)
  const [refusal, setRefusal] = useState('')
  useMenuKey()
  const isOpen = target !== null
  const name = target?.type === 'object' ? target.object.name : (target?.name ?? '')

  async function run(entry: MenuEntry) {
    setRefusal('')
    const reply = await commands.actAndLook(entry.action)
    if (reply.type === 'refused') setRefusal(reply.message)
    else if (!reply.accepted) setRefusal(reply.problems[0]?.message ?? '')
  }

  return (
    <>
      <DropdownMenu.Root open={isOpen} onOpenChange={(open) => !open && closeMenu()} modal={false}>
        <DropdownMenu.Trigger asChild>
          <span className="menu-anchor" style={{ left: x, top: y }} aria-hidden tabIndex={-1} />
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content
            key={`${x},${y}`}
            className="menu"
            aria-label={t('menu.label', { name })}
            align="start"
            sideOffset={2}
            collisionPadding={8}
            onCloseAutoFocus={(event) => {
              event.preventDefault()
              returnTo?.focus({ preventScroll: true })
            }}
          >
            {sections.map((section) => (
              <Fragment key={section.name}>
                <DropdownMenu.Label className="menu-heading">{section.name}</DropdownMenu.Label>
                {section.entries.map((entry) => (
                  <Entry
                    key={entry.key + (entry.params?.container ?? '')}
                    entry={entry}
                    onSelect={() => run(entry)}
                  />
                ))}
              </Fragment>
            ))}
            {sections.length > 0 && <MenuLine />}
            {target && <ExploreItems target={target} />}
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
      {refusal !== '' && (
        <output className="menu-refusal">
          <button type="button" onClick={() => setRefusal('')}>
            {t('menu.refused', { message: refusal })}
          </button>
        </output>
      )}
    </>
  )
}

function Entry({ entry, onSelect }: { readonly entry: MenuEntry; readonly onSelect: () => void }) {
  const { t } = useTranslation('diagram')
  const Icon = icons[entry.icon]
  return (
    <DropdownMenu.Item
      className="menu-item"
      data-group={entry.group}
      disabled={entry.isDisabled}
      onSelect={onSelect}
    >
      <Icon aria-hidden />
      <span className="menu-text">{t(entry.key, { ...entry.params })}</span>
      {entry.hint !== undefined && (
        <code className="menu-hint" aria-hidden>
          {entry.hint}
        </code>
      )}
    </DropdownMenu.Item>
  )
}

function MenuLine() {
  return <DropdownMenu.Separator className="menu-line" />
}

interface MenuSection {
  readonly name: string
  readonly entries: readonly MenuEntry[]
}

/** What is in the menu now: it follows the cluster while it is open. A pod's has its node's too. */
function useSections(target: InspectionTarget | null): readonly MenuSection[] {
  const object = target?.type === 'object' ? target.object : null
  const pod = useCluster(({ rows }) =>
    object?.kind === 'Pod' ? rows.pods.get(`${object.namespace}/${object.name}`) : undefined,
  )
  const host = target?.type === 'component' ? target.name.split('/')[0] : undefined
  const nodeName = object?.kind === 'Node' ? object.name : (pod?.nodeName ?? host)
  const node = useCluster(({ rows }) => (nodeName ? rows.nodes.get(nodeName) : undefined))
  const component = useCluster(({ rows }) =>
    target?.type === 'component' ? rows.components.get(target.name) : undefined,
  )
  const sections: MenuSection[] = []
  const ofComponent = component
    ? componentEntries(component, node === undefined || node.machine === 'up')
    : []
  if (component && ofComponent.length > 0)
    sections.push({ name: component.name, entries: ofComponent })
  if (pod) sections.push({ name: pod.name, entries: podEntries(pod) })
  if (node) sections.push({ name: node.name, entries: nodeEntries(node) })
  return sections
}

const TYPING = 'input, textarea, select, [contenteditable="true"], .monaco-editor, [role="menu"]'

/** M and the context-menu key open the menu of what is selected, wherever the focus is. */
function useMenuKey(): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      // By the key's place, so that it works with the Korean input method on too.
      const isMenuKey = event.code === 'KeyM' || event.key === 'ContextMenu'
      if (!isMenuKey) return
      if (event.target instanceof Element && event.target.closest(TYPING)) return
      const target = menuTargetOf(useSelection.getState().target)
      const element = target && elementOf(target)
      if (!target || !element) return
      event.preventDefault()
      openMenuBeside(target, element)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}

function elementOf(target: InspectionTarget): HTMLElement | null {
  if (target.type === 'component')
    return document.querySelector<HTMLElement>(`[data-component="${CSS.escape(target.name)}"]`)
  const { kind, namespace, name } = target.object
  const selector =
    kind === 'Pod'
      ? `[data-pod="${CSS.escape(`${namespace}/${name}`)}"]`
      : `[data-component="${CSS.escape(name)}"]`
  return document.querySelector<HTMLElement>(selector) ?? document.querySelector('.dg')
}
