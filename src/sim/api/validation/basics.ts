import { patternError } from '../label-syntax.ts'

/**
 * Rules for single values; each gives the texts of what is wrong, none if nothing is.
 * Upstream: `k8s.io/apimachinery/pkg/util/validation`, v0.36. Rules for labels are in `../label-syntax.ts`.
 */

const LABEL_LENGTH_MAX = 63
const SUBDOMAIN_LENGTH_MAX = 253
const PORT_NAME_LENGTH_MAX = 15
const PORT_MAX = 65_535

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?'
const SUBDOMAIN = `${LABEL}(\\.${LABEL})*`
const DNS_1035_LABEL = '[a-z]([-a-z0-9]*[a-z0-9])?'
const WILDCARD = `\\*\\.${SUBDOMAIN}`
const PERCENT = '[0-9]+%'
const HEADER_NAME = '[-A-Za-z0-9]+'
const ENV_NAME = '[-._a-zA-Z][-._a-zA-Z0-9]*'
const CONFIG_KEY = '[-._a-zA-Z0-9]+'

const labelPattern = whole(LABEL)
const subdomainPattern = whole(SUBDOMAIN)
const dns1035Pattern = whole(DNS_1035_LABEL)
const wildcardPattern = whole(WILDCARD)
const percentPattern = whole(PERCENT)
const headerNamePattern = whole(HEADER_NAME)
const envNamePattern = whole(ENV_NAME)
const configKeyPattern = whole(CONFIG_KEY)
const portNamePattern = /^[-a-z0-9]+$/

/** Nothing is wrong: one list for all who find nothing. */
const FINE: readonly string[] = []

function whole(pattern: string): RegExp {
  return new RegExp(`^${pattern}$`)
}

function tooLong(max: number): string {
  return `must be no more than ${max} characters`
}

interface PatternRule {
  readonly rule: string
  readonly pattern: string
  readonly examples: readonly string[]
}

function lengthAndPattern(
  value: string,
  lengthMax: number,
  test: RegExp,
  { rule, pattern, examples }: PatternRule,
): readonly string[] {
  const isLong = value.length > lengthMax
  const isMatch = test.test(value)
  if (!isLong && isMatch) return FINE
  return [
    ...(isLong ? [tooLong(lengthMax)] : []),
    ...(isMatch ? [] : [patternError(rule, pattern, examples)]),
  ]
}

/** `IsDNS1123Label`: names of containers, namespaces, volumes. */
export function dnsLabelErrors(value: string): readonly string[] {
  if (value.length <= LABEL_LENGTH_MAX && labelPattern.test(value)) return FINE
  const errors = value.length > LABEL_LENGTH_MAX ? [tooLong(LABEL_LENGTH_MAX)] : []
  if (labelPattern.test(value)) return errors
  const rule =
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character"
  const hasDots = subdomainPattern.test(value)
  const error = hasDots
    ? 'must not contain dots'
    : patternError(rule, LABEL, ['my-name', '123-abc'])
  return [...errors, error]
}

/** `IsDNS1123Subdomain`: names of most objects. */
export function dnsSubdomainErrors(value: string): readonly string[] {
  return lengthAndPattern(value, SUBDOMAIN_LENGTH_MAX, subdomainPattern, {
    rule: "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
    pattern: SUBDOMAIN,
    examples: ['example.com'],
  })
}

/** `IsDNS1035Label`: names of Services. */
export function dns1035LabelErrors(value: string): readonly string[] {
  return lengthAndPattern(value, LABEL_LENGTH_MAX, dns1035Pattern, {
    rule: "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character",
    pattern: DNS_1035_LABEL,
    examples: ['my-name', 'abc-123'],
  })
}

/** `IsWildcardDNS1123Subdomain`. */
export function wildcardSubdomainErrors(value: string): readonly string[] {
  return lengthAndPattern(value, SUBDOMAIN_LENGTH_MAX, wildcardPattern, {
    rule: "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character",
    pattern: WILDCARD,
    examples: ['*.example.com'],
  })
}

/** `IsValidPortName`. */
export function portNameErrors(name: string): readonly string[] {
  const errors: string[] = []
  if (name.length > PORT_NAME_LENGTH_MAX) errors.push(tooLong(PORT_NAME_LENGTH_MAX))
  if (!portNamePattern.test(name)) {
    errors.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)')
  }
  if (!/[a-z]/.test(name)) errors.push('must contain at least one letter (a-z)')
  if (name.includes('--')) errors.push('must not contain consecutive hyphens')
  if (name.startsWith('-') || name.endsWith('-')) {
    errors.push('must not begin or end with a hyphen')
  }
  return errors
}

/** `IsInRange`. */
export function rangeErrors(value: number, min: number, max: number): readonly string[] {
  return value >= min && value <= max ? FINE : [`must be between ${min} and ${max}, inclusive`]
}

/** `IsValidPortNum`. */
export function portNumberErrors(port: number): readonly string[] {
  return rangeErrors(port, 1, PORT_MAX)
}

/** `IsValidPercent`. */
export function percentErrors(value: string): readonly string[] {
  if (percentPattern.test(value)) return FINE
  const rule = "a valid percent string must be a numeric string followed by an ending '%'"
  return [patternError(rule, PERCENT, ['1%', '93%'])]
}

/** `IsHTTPHeaderName`. */
export function headerNameErrors(value: string): readonly string[] {
  if (headerNamePattern.test(value)) return FINE
  const rule = "a valid HTTP header must consist of alphanumeric characters or '-'"
  return [patternError(rule, HEADER_NAME, ['X-Header-Name'])]
}

/** `IsEnvVarName`: the stricter, older rule. */
export function strictEnvNameErrors(value: string): readonly string[] {
  const rule =
    "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit"
  const examples = ['my.env-name', 'MY_ENV.NAME', 'MyEnvName1']
  const isMatch = envNamePattern.test(value)
  const errors = isMatch ? FINE : [patternError(rule, ENV_NAME, examples)]
  return [...errors, ...parentPathErrors(value)]
}

/** `IsRelaxedEnvVarName`: the rule for containers since 1.34. */
export function envNameErrors(value: string): readonly string[] {
  if (value === '') return ['environment variable name must be non-empty']
  if (/^[ -<>-~]+$/.test(value)) return FINE
  return [
    "a valid environment variable name must consist only of printable ASCII characters other than '='",
  ]
}

/** `IsConfigMapKey`. */
export function configKeyErrors(value: string): readonly string[] {
  const errors = lengthAndPattern(value, SUBDOMAIN_LENGTH_MAX, configKeyPattern, {
    rule: "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
    pattern: CONFIG_KEY,
    examples: ['key.name', 'KEY_NAME', 'key-name'],
  })
  const path = parentPathErrors(value)
  return path.length === 0 ? errors : [...errors, ...path]
}

function parentPathErrors(value: string): readonly string[] {
  if (value === '.') return ["must not be '.'"]
  if (value === '..') return ["must not be '..'"]
  return value.startsWith('..') ? ["must not start with '..'"] : FINE
}

/** A check of a name; a prefix may end in a dash, as `generateName` does. */
export type NameRule = (name: string, isPrefix: boolean) => readonly string[]

/** A rule for names from one for whole values. Upstream: `apimachineryvalidation.NameIsDNSSubdomain` and its kin. */
function nameRule(errors: (value: string) => readonly string[]): NameRule {
  return (name, isPrefix) => {
    const isMasked = isPrefix && name.length > 1 && name.endsWith('-')
    return errors(isMasked ? `${name.slice(0, -2)}a` : name)
  }
}

export const subdomainName: NameRule = nameRule(dnsSubdomainErrors)
export const labelName: NameRule = nameRule(dnsLabelErrors)
export const dns1035Name: NameRule = nameRule(dns1035LabelErrors)
