import { utf8Bytes } from './random-name.ts'

/** What names, label keys and label values may look like. Rules: `apimachinery/pkg/util/validation`, v0.36. */

const SUBDOMAIN_LENGTH_MAX = 253
const NAME_LENGTH_MAX = 63
const LABEL_VALUE_LENGTH_MAX = 63

const SUBDOMAIN = '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*'
const QUALIFIED_NAME = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]'
const LABEL_VALUE = `(${QUALIFIED_NAME})?`
const SUBDOMAIN_PATTERN = new RegExp(`^${SUBDOMAIN}$`)
const QUALIFIED_NAME_PATTERN = new RegExp(`^${QUALIFIED_NAME}$`)
const LABEL_VALUE_PATTERN = new RegExp(`^${LABEL_VALUE}$`)

const NAME_RULE =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character"

/** What is wrong with a label or annotation key (`app`, `example.com/app`); empty if nothing is. */
export function qualifiedNameErrors(key: string): string[] {
  const parts = key.split('/')
  if (parts.length > 2) {
    const rule = patternError(NAME_RULE, QUALIFIED_NAME, ['MyName', 'my.name', '123-abc'])
    return [
      `a valid label key ${rule} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ]
  }
  const errors: string[] = []
  const name = parts.at(-1) ?? ''
  const prefix = parts.length === 2 ? parts[0] : undefined
  if (prefix === '') errors.push('prefix part must be non-empty')
  else if (prefix !== undefined) {
    for (const error of subdomainErrors(prefix)) errors.push(`prefix part ${error}`)
  }
  if (name === '') errors.push('name part must be non-empty')
  else if (isLongerThan(name, NAME_LENGTH_MAX))
    errors.push(`name part ${lengthError(NAME_LENGTH_MAX)}`)
  if (!QUALIFIED_NAME_PATTERN.test(name)) {
    errors.push(
      `name part ${patternError(NAME_RULE, QUALIFIED_NAME, ['MyName', 'my.name', '123-abc'])}`,
    )
  }
  return errors
}

/** What is wrong with a label's value; empty if nothing is. */
export function labelValueErrors(value: string): string[] {
  const errors: string[] = []
  if (isLongerThan(value, LABEL_VALUE_LENGTH_MAX)) errors.push(lengthError(LABEL_VALUE_LENGTH_MAX))
  if (!LABEL_VALUE_PATTERN.test(value)) {
    const rule =
      "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character"
    errors.push(patternError(rule, LABEL_VALUE, ['MyValue', 'my_value', '12345']))
  }
  return errors
}

/** What is wrong with a DNS subdomain, the form of most objects' names; empty if nothing is. */
export function subdomainErrors(name: string): string[] {
  const errors: string[] = []
  if (isLongerThan(name, SUBDOMAIN_LENGTH_MAX)) errors.push(lengthError(SUBDOMAIN_LENGTH_MAX))
  if (!SUBDOMAIN_PATTERN.test(name)) {
    const rule =
      "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character"
    errors.push(patternError(rule, SUBDOMAIN, ['example.com']))
  }
  return errors
}

/** A rule with the pattern behind it, as upstream's `RegexError` prints it. */
export function patternError(rule: string, pattern: string, examples: readonly string[]): string {
  const shown = examples.map((example) => `'${example}', `).join(' or ')
  return `${rule} (e.g. ${shown}regex used for validation is '${pattern}')`
}

function lengthError(bytesMax: number): string {
  return `must be no more than ${bytesMax} bytes`
}

/** A text has at most three bytes for each of its UTF-16 units, so short ones need no count. */
function isLongerThan(text: string, bytesMax: number): boolean {
  return text.length * 3 > bytesMax && utf8Bytes(text).length > bytesMax
}
