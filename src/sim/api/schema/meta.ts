import {
  anything,
  atomicObject,
  choice,
  defaulted,
  flag,
  int32,
  int64,
  merged,
  merging,
  nested,
  type ObjectSchema,
  object,
  objects,
  pointer,
  required,
  stringMap,
  stringSet,
  strings,
  text,
  time,
} from './dsl.ts'

/** Pieces of `k8s.io/apimachinery/pkg/apis/meta/v1` and of core that many kinds share (v1.36). */

const ownerReference = atomicObject('OwnerReference', {
  apiVersion: required(text('API version of the owner.')),
  kind: required(text('Kind of the owner.')),
  name: required(text('Name of the owner.')),
  uid: required(text('UID of the owner.')),
  controller: pointer(flag('True if this owner is the managing controller.')),
  blockOwnerDeletion: pointer(
    flag('Foreground deletion of the owner waits until this object is gone.'),
  ),
})

const managedFieldsEntry = object('ManagedFieldsEntry', {
  manager: text('Name of the workflow that manages these fields.'),
  operation: choice('ManagedFieldsOperationType', ['Apply', 'Update'], 'How the fields were set.'),
  apiVersion: text('Version of the resource that this field set applies to.'),
  time: pointer(time('When the entry was last changed.')),
  fieldsType: text('Format of the fields: always FieldsV1.'),
  fieldsV1: pointer(anything('The set of owned fields.')),
  subresource: text('Subresource through which the fields were set.'),
})

export const objectMeta = object('ObjectMeta', {
  name: text('Name, unique within a namespace and kind. Cannot be changed.'),
  generateName: text('Prefix; the server adds a random suffix when no name is given.'),
  namespace: text('Namespace that the object lives in. Cannot be changed.'),
  selfLink: text('Deprecated; no longer set.'),
  uid: text('Unique in time and space; set by the server.'),
  resourceVersion: text('Changes with every write; an update that names an old one is refused.'),
  generation: int64('Counts the changes of the desired state; set by the server.'),
  creationTimestamp: time('When the object was created; set by the server.'),
  deletionTimestamp: pointer(
    time('When the object is due to be deleted; set by the server on a graceful delete.'),
  ),
  deletionGracePeriodSeconds: pointer(
    int64('Seconds that the object is given to end; set together with deletionTimestamp.'),
  ),
  labels: stringMap('Keys and values to organise and select objects by.'),
  annotations: stringMap('Keys and values that tools keep with the object; not selectable.'),
  ownerReferences: merged(
    ownerReference,
    'uid',
    'Objects that this one depends on: when all are gone, it is collected.',
  ),
  finalizers: merging(stringSet('Must be empty before the object is removed from storage.')),
  managedFields: objects(
    managedFieldsEntry,
    'Which workflow set which fields; kept by the server.',
  ),
})

const metadata = nested(objectMeta, 'Standard object metadata: name, namespace, labels, ...')

/** A top-level kind: type and metadata, then its own fields. */
export function kindSchema(name: string, fields: ObjectSchema['fields']): ObjectSchema {
  return object(name, {
    apiVersion: text('Group and version of the API, such as v1 or apps/v1.'),
    kind: text(`Kind of the object: ${name}.`),
    metadata,
    ...fields,
  })
}

const labelSelectorRequirement = object('LabelSelectorRequirement', {
  key: required(text('Label key that the selector applies to.')),
  operator: required(
    choice('LabelSelectorOperator', ['In', 'NotIn', 'Exists', 'DoesNotExist'], 'The relation.'),
  ),
  values: strings('Values for In and NotIn; empty for Exists and DoesNotExist.'),
})

export const labelSelector = atomicObject('LabelSelector', {
  matchLabels: stringMap('Labels that must all be there, with these values.'),
  matchExpressions: objects(labelSelectorRequirement, 'Requirements; all must hold.'),
})

/** `metav1.Condition`. */
export const metaCondition = object('Condition', {
  type: required(text('Type of the condition.')),
  status: required(choice('ConditionStatus', ['True', 'False', 'Unknown'], 'Status.')),
  observedGeneration: int64('Generation that the condition was set for.'),
  lastTransitionTime: required(time('When the status last changed.')),
  reason: required(text('Reason in CamelCase.')),
  message: required(text('Details for people.')),
})

/** The older condition types of core and apps differ in name and in their times only. */
export function condition(name: string, times: readonly string[]): ObjectSchema {
  const timeFields = times.map(
    (field) => [field, time('When it was last seen or changed.')] as const,
  )
  return object(name, {
    type: required(text('Type of the condition.')),
    status: required(choice('ConditionStatus', ['True', 'False', 'Unknown'], 'Status.')),
    ...Object.fromEntries(timeFields),
    reason: text('Reason in CamelCase.'),
    message: text('Details for people.'),
  })
}

export const objectReference = atomicObject('ObjectReference', {
  kind: text('Kind of the referent.'),
  namespace: text('Namespace of the referent.'),
  name: text('Name of the referent.'),
  uid: text('UID of the referent.'),
  apiVersion: text('API version of the referent.'),
  resourceVersion: text('Version to which this reference is made.'),
  fieldPath: text('Part of the object, such as spec.containers{name}.'),
})

export const localObjectReference = atomicObject('LocalObjectReference', {
  name: defaulted(text('Name of the referent, in the same namespace.'), ''),
})

/** `v1.PortStatus` and the like are told by number. */
export const portStatus = object('PortStatus', {
  port: required(int32('Port number.')),
  protocol: required(text('Protocol of the port.')),
  error: pointer(text('What is wrong with the port, if anything.')),
})
