import type { Nodes, Table } from 'mdast'
import { Fragment, memo, type ReactNode } from 'react'
import { YamlText } from '../../widgets/YamlText.tsx'
import styles from './Markdown.module.css'
import { parseMarkdown } from './parse-markdown.ts'
import { safeLink } from './safe-link.ts'

export interface MarkdownProps {
  readonly text: string
  /** Without paragraphs of its own: inside a label or a list's entry. */
  readonly isInline?: boolean
}

/** A text of a lesson. Lessons come from links too: raw HTML is shown as the text it is, images as their words, other links not at all. */
export const Markdown = memo(function Markdown({ text, isInline = false }: MarkdownProps) {
  const root = parseMarkdown(text)
  if (!isInline) return <div className={styles.markdown}>{drawAll(root.children)}</div>
  return (
    <span className={styles.inline}>
      {root.children.map((node, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the tree is made anew with every text
        <Fragment key={index}>
          {node.type === 'paragraph' ? drawAll(node.children) : draw(node)}
        </Fragment>
      ))}
    </span>
  )
})

function drawAll(nodes: readonly Nodes[]): ReactNode {
  // biome-ignore lint/suspicious/noArrayIndexKey: the tree is made anew with every text
  return nodes.map((node, index) => <Fragment key={index}>{draw(node)}</Fragment>)
}

/** A name, a field, a short command is not broken at its dashes; on stage, where lines are long, a whole command is not. */
const WHOLE_MAX = { anywhere: 24, onStage: 48 }

function whereWhole({ length }: string): keyof typeof WHOLE_MAX | undefined {
  if (length <= WHOLE_MAX.anywhere) return 'anywhere'
  return length <= WHOLE_MAX.onStage ? 'onStage' : undefined
}

/** Exactly what is listed here can appear. */
function draw(node: Nodes): ReactNode {
  switch (node.type) {
    case 'text':
      return node.value
    case 'html':
      return <span className={styles.asText}>{node.value}</span>
    case 'paragraph':
      return <p>{drawAll(node.children)}</p>
    case 'heading':
      return node.depth <= 2 ? <h3>{drawAll(node.children)}</h3> : <h4>{drawAll(node.children)}</h4>
    case 'strong':
      return <strong>{drawAll(node.children)}</strong>
    case 'emphasis':
      return <em>{drawAll(node.children)}</em>
    case 'inlineCode':
      return <code data-whole={whereWhole(node.value)}>{node.value}</code>
    case 'code':
      return <Code language={node.lang ?? ''} text={node.value} />
    case 'break':
      return <br />
    case 'thematicBreak':
      return <hr />
    case 'blockquote':
      return <blockquote>{drawAll(node.children)}</blockquote>
    case 'list':
      return node.ordered ? (
        <ol start={node.start ?? 1}>{drawAll(node.children)}</ol>
      ) : (
        <ul>{drawAll(node.children)}</ul>
      )
    case 'listItem':
      return <li>{drawItem(node.children, node.spread ?? false)}</li>
    case 'table':
      return <DataTable table={node} />
    case 'link':
      return <Link url={node.url}>{drawAll(node.children)}</Link>
    case 'image':
      return node.alt ?? ''
    default:
      return 'children' in node ? drawAll(node.children) : null
  }
}

/** Entries of a tight list hold their words without paragraphs. */
function drawItem(children: readonly Nodes[], isSpread: boolean): ReactNode {
  if (isSpread) return drawAll(children)
  return children.map((node, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the tree is made anew with every text
    <Fragment key={index}>
      {node.type === 'paragraph' ? drawAll(node.children) : draw(node)}
    </Fragment>
  ))
}

function Code({ language, text }: { readonly language: string; readonly text: string }) {
  const isYaml = language === 'yaml' || language === 'yml'
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard
    <div className={styles.code} tabIndex={0}>
      {isYaml ? <YamlText text={text} /> : <pre>{text}</pre>}
    </div>
  )
}

function DataTable({ table }: { readonly table: Table }) {
  const [head, ...rows] = table.children
  return (
    <div className={styles.wide}>
      <table>
        <thead>
          <tr>
            {head?.children.map((cell, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the tree is made anew with every text
              <th key={index} scope="col">
                {drawAll(cell.children)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, rowIndex) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the tree is made anew with every text
            <tr key={rowIndex}>
              {row.children.map((cell, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the tree is made anew with every text
                <td key={index}>{drawAll(cell.children)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Link({ url, children }: { readonly url: string; readonly children: ReactNode }) {
  const href = safeLink(url)
  if (href === null) return <span>{children}</span>
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  )
}
