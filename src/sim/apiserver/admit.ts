import type { KubeObject } from '../../protocol/objects/index.ts'
import type { Status } from '../../protocol/objects/meta.ts'
import { admissionPlugins } from './admission/index.ts'
import type { AdmissionAttempt } from './admission/plugin.ts'
import type { Surroundings } from './surroundings.ts'

/** Whether what a stage answered is a refusal and not an object. */
export function isStatus(value: { readonly kind: string }): value is Status {
  return value.kind === 'Status'
}

/** Runs the mutating admission plugins one after another. */
export function mutate(attempt: AdmissionAttempt, around: Surroundings): KubeObject | Status {
  let object = attempt.object
  for (const plugin of admissionPlugins) {
    if (!plugin.mutate) continue
    const result = plugin.mutate({ ...attempt, object }, around)
    if (isStatus(result)) {
      around.stage('mutating-admission', 'refused', plugin.name)
      return result
    }
    if (result !== object) around.stage('mutating-admission', 'changed', plugin.name)
    object = result
  }
  return object
}

/** Asks the validating admission plugins; the first refusal counts. */
export function validate(attempt: AdmissionAttempt, around: Surroundings): Status | undefined {
  for (const plugin of admissionPlugins) {
    const refusal = plugin.validate?.(attempt, around)
    if (!refusal) continue
    around.stage('validating-admission', 'refused', plugin.name)
    return refusal
  }
  around.stage('validating-admission', 'passed', '')
  return undefined
}
