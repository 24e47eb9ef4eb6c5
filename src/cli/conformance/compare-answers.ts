/** How many differing fields one case reports. */
const DIFFERENCES_MAX = 8
/** How much of one value is printed. */
const VALUE_CHARACTERS_MAX = 300

/**
 * Compares two JSON answers field by field, and says where they differ, one field per two lines (`-
 * want`, `+ got`).
 * As the recordings' conventions say, missing, null, `{}` and `[]` are the same.
 */
export function compareAnswers(got: unknown, want: unknown): string | undefined {
  const differences: string[] = []
  collect(got, want, '', differences)
  if (differences.length === 0) return undefined
  const shown = differences.slice(0, DIFFERENCES_MAX)
  const hidden = differences.length - shown.length
  return hidden > 0 ? `${shown.join('\n')}\n  ... ${hidden} more` : shown.join('\n')
}

function collect(got: unknown, want: unknown, path: string, differences: string[]): void {
  if (Object.is(got, want) || (isBlank(got) && isBlank(want))) return
  if (isContainer(got) && isContainer(want) && Array.isArray(got) === Array.isArray(want)) {
    if (Array.isArray(want) && Array.isArray(got) && want.length !== got.length) {
      differences.push(`- ${path}.length: ${want.length}\n+ ${path}.length: ${got.length}`)
    }
    for (const key of new Set([...Object.keys(want), ...Object.keys(got)])) {
      collect(got[key], want[key], path === '' ? key : `${path}.${key}`, differences)
    }
    return
  }
  // A number zero may be recorded as 0 and answered as -0.
  if (got === want) return
  differences.push(`- ${path}: ${printed(want)}\n+ ${path}: ${printed(got)}`)
}

function isContainer(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null
}

function isBlank(value: unknown): boolean {
  if (value === undefined || value === null) return true
  if (!isContainer(value)) return false
  return Object.values(value).every((item) => !Array.isArray(value) && isBlank(item))
}

function printed(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > VALUE_CHARACTERS_MAX ? `${text.slice(0, VALUE_CHARACTERS_MAX)}...` : text
}
