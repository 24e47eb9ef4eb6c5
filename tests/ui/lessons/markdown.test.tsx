// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import { Markdown } from '../../../src/ui/lessons/markdown/Markdown.tsx'
import { render } from '../fixtures/render.tsx'

describe('Markdown of a lesson', () => {
  it('shows emphasis, code, lists and tables', async () => {
    const host = await render(
      <Markdown text={'**bold** and `code`\n\n- one\n- two\n\n| a | b |\n| - | - |\n| 1 | 2 |'} />,
    )

    expect(host.querySelector('strong')?.textContent).toBe('bold')
    expect(host.querySelector('code')?.textContent).toBe('code')
    expect([...host.querySelectorAll('li')].map((item) => item.textContent)).toEqual(['one', 'two'])
    expect([...host.querySelectorAll('td')].map((cell) => cell.textContent)).toEqual(['1', '2'])
  })

  it('ends bold before a Korean particle', async () => {
    const host = await render(<Markdown text="**파드(Pod)**는 가볍습니다" />)

    expect(host.querySelector('strong')?.textContent).toBe('파드(Pod)')
    expect(host.textContent).toBe('파드(Pod)는 가볍습니다')
  })

  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    'text <b onclick="alert(1)">x</b>',
    '<iframe src="https://example.com"></iframe>',
    '![x](https://example.com/x.png)',
    '[x]: javascript:alert(1)\n\n![y][x]',
    '<style>*{display:none}</style>',
    '<svg onload=alert(1)>',
  ])('makes no element of %j but words', async (text) => {
    const host = await render(<Markdown text={text} />)

    const tags = new Set([...host.querySelectorAll('*')].map(({ tagName }) => tagName))
    expect([...tags].filter((tag) => !['DIV', 'P', 'SPAN'].includes(tag))).toEqual([])
  })

  it.each([
    'javascript:alert(1)',
    'JAVASCRIPT:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    '/relative',
    'file:///etc/passwd',
  ])('does not link to %s', async (url) => {
    const host = await render(<Markdown text={`[words](${url})`} />)

    expect(host.querySelector('a')).toBeNull()
    expect(host.textContent).toBe('words')
  })

  it('links to the web in a tab that knows nothing of this one', async () => {
    const host = await render(<Markdown text="[docs](https://kubernetes.io/docs)" />)

    const link = host.querySelector('a')
    expect(link?.getAttribute('href')).toBe('https://kubernetes.io/docs')
    expect(link?.getAttribute('rel')).toContain('noopener')
  })
})
