import type { JsonObject } from '../../../protocol/objects/meta.ts'

/**
 * How the recorded errors of 1.20 read in 1.36: one place, each with its reason. Where an error of 1.20 has no
 * counterpart any more, or one of 1.36 none in 1.20, it is left out of the comparison.
 */

export interface ComparedError {
  readonly type: string
  readonly fullText: string
}

const IP_RULE = 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)'
const CIDR_RULE = 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)'

/** Texts and paths that read otherwise now. */
const REWORDED: readonly (readonly [RegExp, string])[] = [
  // 1.21 calls the label selectors of affinity terms by their name.
  [/podAffinityTerm\.matchExpressions\.match/, 'podAffinityTerm.labelSelector.match'],
  [/(ExecutionX?\[[0-9]+\])\.matchExpressions\.match/, '$1.labelSelector.match'],
  // 1.33 has one text for addresses, and one for ranges.
  [/(hostAliases\.ip|nameservers\[[0-9]+\])(.*)must be valid IP address/, `$1$2${IP_RULE}`],
  [/(podCIDRs\[[0-9]+\]: Invalid value: )\[(".*")\]: must be valid CIDR/, `$1$2: ${CIDR_RULE}`],
  // 1.22 adds the ranges of IPv6.
  [/loopback range \(127\.0\.0\.0\/8\)/, 'loopback range (127.0.0.0/8, ::1/128)'],
  [/link-local range \(169\.254\.0\.0\/16\)/, 'link-local range (169.254.0.0/16, fe80::/10)'],
  // 1.27 gives the reason why a toleration's value is refused in bytes, as elsewhere.
  [/(tolerations\[[0-9]+\]\.operator.*|taints\[[0-9]+\]\.value.*)63 characters/, '$163 bytes'],
  // 1.29 sorts the policies for external traffic among the unsupported values.
  [
    /(externalTrafficPolicy: )Invalid value: (.*): ExternalTrafficPolicy must be empty, Cluster or Local/,
    '$1Unsupported value: $2: supported values: "Cluster", "Local"',
  ],
  // No labels and missing ones are the same here; upstream prints them differently.
  [/Invalid value: \{\}: `selector`/, 'Invalid value: null: `selector`'],
  // 1.28 names the limit.
  [/(less than or equal to \S+ limit)$/, '$1 of'],
]

/** Errors that only one of the two versions has. */
const ONE_SIDED: readonly RegExp[] = [
  // 1.34: any printable name will do for an environment variable.
  /a valid environment variable name must consist of alphabetic/,
  // 1.25: values of selectors are looked at one by one.
  /(matchExpressions|nodeSelectorTerms).*\.values\[[0-9]+\]: Invalid value/,
  // 1.22: these two may only be set where they mean something.
  /^spec\.(externalTrafficPolicy|healthCheckNodePort): /,
  // 1.33: each range is judged by itself; before, all of them at once.
  /^spec\.LoadBalancerSourceRanges(\[[0-9]+\])?: Invalid value/,
]

/** The errors that both versions give, as 1.36 words them. */
export function as136(want: JsonObject): readonly ComparedError[] {
  const errors = (want.errors ?? []) as unknown as readonly (ComparedError & {
    readonly fullText136?: string
  })[]
  return comparable(
    errors.map(({ type, fullText, fullText136 }) => ({ type, fullText: fullText136 ?? fullText })),
  )
}

/** Leaves out what cannot be compared, and repetitions: 1.20 tells some errors of init containers twice. */
export function comparable(errors: readonly ComparedError[]): readonly ComparedError[] {
  const seen = new Set<string>()
  return errors
    .filter(({ fullText }) => !ONE_SIDED.some((pattern) => pattern.test(fullText)))
    .map(({ type, fullText }) => {
      const reworded = REWORDED.reduce((text, [from, to]) => text.replace(from, to), fullText)
      return { type, fullText: firstLine(withoutLimit(reworded)) }
    })
    .filter(({ fullText }) => !seen.has(fullText) && seen.add(fullText))
}

/** The limit of a request is in the new text only. */
function withoutLimit(text: string): string {
  return text.replace(/(less than or equal to \S+ limit of).*/, '$1')
}

/** What follows is a diff, printed by a library that promises nothing about its form. */
function firstLine(text: string): string {
  const [line = ''] = text.split('\n')
  return line.replace(/(pod updates may not change fields other than).*/, '$1')
}
