import type { LabelSelector } from '../../../protocol/objects/meta.ts'
import { labelValueErrors, qualifiedNameErrors } from '../../../sim/api/label-syntax.ts'
import {
  configKeyErrors,
  dns1035LabelErrors,
  dnsLabelErrors,
  dnsSubdomainErrors,
  envNameErrors,
  headerNameErrors,
  percentErrors,
  portNameErrors,
  portNumberErrors,
  strictEnvNameErrors,
  subdomainName,
  wildcardSubdomainErrors,
} from '../../../sim/api/validation/basics.ts'
import { errorText, type FieldError } from '../../../sim/api/validation/field-error.ts'
import {
  type GivenMeta,
  validateLabelSelector,
  validateObjectMeta,
  validateObjectMetaUpdate,
} from '../../../sim/api/validation/object-meta.ts'
import type { SuiteAdapter } from '../suite-adapter.ts'
import { compareErrors } from './validation.ts'

const TEXT_RULES: { readonly [name: string]: (value: string) => readonly string[] } = {
  IsDNS1123Label: dnsLabelErrors,
  IsDNS1123Subdomain: dnsSubdomainErrors,
  IsDNS1035Label: dns1035LabelErrors,
  IsWildcardDNS1123Subdomain: wildcardSubdomainErrors,
  IsValidPortName: portNameErrors,
  IsValidPercent: percentErrors,
  IsHTTPHeaderName: headerNameErrors,
  IsEnvVarName: strictEnvNameErrors,
  IsRelaxedEnvVarName: envNameErrors,
  IsConfigMapKey: configKeyErrors,
  IsQualifiedName: qualifiedNameErrors,
  IsLabelValue: labelValueErrors,
}

/** Rules for single values, metadata and selectors. */
export const validationBasicsSuite: SuiteAdapter = {
  suite: 'validation-basics',

  run({ func, value, meta, requiresNamespace, selector, path, new: next, old }) {
    switch (func) {
      case 'ValidateObjectMeta':
        return shown(validateObjectMeta(expanded(meta), requiresNamespace === true, subdomainName))
      case 'ValidateObjectMetaUpdate':
        return shown(validateObjectMetaUpdate(next as GivenMeta, old as GivenMeta))
      case 'ValidateLabelSelector': {
        const errors: FieldError[] = []
        validateLabelSelector(selector as unknown as LabelSelector, String(path), errors)
        return shown(errors)
      }
      case 'IsValidPortNum':
        return { errors: portNumberErrors(Number(value)) }
      default:
        return { errors: TEXT_RULES[String(func)]?.(String(value)) }
    }
  },

  compare(got, want) {
    return compareErrors(got as { errors: readonly unknown[] }, want)
  },
}

/** Long annotations are recorded as what is repeated how often. */
function expanded(meta: unknown): GivenMeta {
  const { annotations, ...rest } = meta as GivenMeta
  if (annotations === undefined) return rest
  const texts = Object.entries(annotations).map(([key, value]) => {
    const given = value as string | { readonly repeat: string; readonly times: number }
    return [key, typeof given === 'string' ? given : given.repeat.repeat(given.times)]
  })
  return { ...rest, annotations: Object.fromEntries(texts) }
}

function shown(errors: readonly FieldError[]): { errors: readonly unknown[] } {
  return {
    errors: errors.map((error) => ({
      type: error.type,
      field: error.field,
      detail: error.detail,
      fullText: errorText(error),
    })),
  }
}
