/** Completion and hover from the cluster's own schemas: what the API server knows, the editor knows. */
import type { KindSchema } from '../../../../protocol/messages.ts'
import { completionsAt } from '../yaml/complete.ts'
import { helpAt } from '../yaml/locate.ts'
import { monaco } from './monaco.ts'

type SchemaSource = () => Promise<readonly KindSchema[]>

let isRegistered = false

/** Registers the providers, once for all editors. Schemas are asked for when first needed. */
export function registerAssist(schemas: SchemaSource): void {
  if (isRegistered) return
  isRegistered = true
  monaco.languages.registerCompletionItemProvider('yaml', {
    triggerCharacters: [' ', '-'],
    provideCompletionItems: async (model, position) => {
      const offset = model.getOffsetAt(position)
      const { from, items } = completionsAt(model.getValue(), offset, await schemas())
      const range = monaco.Range.fromPositions(model.getPositionAt(from), position)
      return {
        suggestions: items.map((item, index) => ({
          label: item.label,
          kind:
            item.type === 'key'
              ? monaco.languages.CompletionItemKind.Property
              : monaco.languages.CompletionItemKind.Value,
          insertText: item.insert,
          detail: item.isRequired ? `${item.detail} (required)` : item.detail,
          documentation: item.documentation,
          // Required fields first, then in the schema's own order.
          sortText: `${item.isRequired ? 0 : 1}${String(index).padStart(4, '0')}`,
          range,
        })),
      }
    },
  })
  monaco.languages.registerHoverProvider('yaml', {
    provideHover: async (model, position) => {
      const help = helpAt(model.getValue(), model.getOffsetAt(position), await schemas())
      if (!help) return null
      return {
        range: monaco.Range.fromPositions(
          model.getPositionAt(help.from),
          model.getPositionAt(help.to),
        ),
        contents: [{ value: `\`${help.path}\` · *${help.typeName}*` }, { value: help.description }],
      }
    },
  })
}
