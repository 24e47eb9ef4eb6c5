/** The address of a link that may be followed: whole, and of the web. Null for all others (`javascript:`, `data:`, relative ones). */
export function safeLink(url: string): string | null {
  let parsed: URL
  try {
    parsed = new URL(url)
  } catch {
    return null
  }
  return parsed.protocol === 'https:' || parsed.protocol === 'http:' ? parsed.href : null
}
